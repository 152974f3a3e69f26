namespace Space {
  export const inside = 1;
}
module.exports = Space.inside;
