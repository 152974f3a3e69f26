'use strict';

const inner = require('./inner');

exports.outer = function outer(callback) {
  return inner(callback);
};
