class Runner {
  run(callback) {
    return callback();
  }
}
module.exports = (callback) => new Runner().run(callback);
