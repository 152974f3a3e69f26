// Node warns of punycode (DEP0040) unless it is required from below node_modules.
process.on('warning', ({ code }) => console.log(code));
console.log(require('uses'));
