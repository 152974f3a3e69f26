// Node warns of punycode (DEP0040) where it is required from outside of node_modules, from 21 on.
process.on('warning', ({ code }) => console.log(code));
console.log(require('node:punycode').toASCII('mañana.com'));
