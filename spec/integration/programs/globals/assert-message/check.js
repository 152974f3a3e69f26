const assert = require('node:assert');

module.exports = (value) => {
  assert.ok(value === true || value === 1);
};
