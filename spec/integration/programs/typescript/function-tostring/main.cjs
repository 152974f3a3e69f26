const { typed } = require('./typed.ts');

console.log(JSON.stringify(typed.toString()), typed.length);
