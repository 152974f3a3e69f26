enum Colour {
  Red,
  Blue,
}
module.exports = Colour.Blue;
