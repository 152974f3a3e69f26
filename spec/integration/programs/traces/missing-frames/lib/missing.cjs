exports.bare = function bare() {
  return require('not-there');
};
exports.relative = function relative() {
  return require('./not-there');
};
exports.deep = function deep() {
  return require('./deep.cjs');
};
exports.resolved = function resolved() {
  return require.resolve('not-there');
};
