exports.trace = function trace() {
  return new Error('here').stack;
};
