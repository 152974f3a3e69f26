const name: string = 'common';
enum A {
  B,
}
exports.name = name + A.B;
