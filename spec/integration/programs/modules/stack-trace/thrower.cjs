exports.go = function go() {
  throw new Error('here');
};
