const assert = require('node:assert');
const check = require('./check');
try {
  check(false);
} catch (error) {
  console.log(error.message, error.generatedMessage);
}
try {
  assert(1 === 2);
} catch (error) {
  console.log(error.message);
}
