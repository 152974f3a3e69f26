const { outer } = require('./lib/outer.js');

function local() {
  outer(() => {
    throw new RangeError('from the callback');
  });
}
try {
  local();
} catch (error) {
  console.log(error.stack.replace(/\n +at .*node:internal.*/g, ''));
}
