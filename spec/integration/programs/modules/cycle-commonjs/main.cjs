process.on('warning', (warning) => console.log(warning.message));
const a = require('./a');
console.log(a.done, a.seen, Object.getPrototypeOf(a) === Object.prototype, Object.getPrototypeOf(require('./b')) === Object.prototype);
