const { value, nested } = require('./esm.mts');

console.log(value, nested);
console.log(Object.keys(require('./typed/esm.ts')), require.cache[require.resolve('./esm.mts')] !== undefined);
