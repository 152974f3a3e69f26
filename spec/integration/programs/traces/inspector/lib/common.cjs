'use strict';

module.exports = function add(left, right) {
  const sum = left + right;
  return sum;
};
