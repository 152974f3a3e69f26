class Point {
  constructor(readonly x: number) {}
}
module.exports = new Point(1);
