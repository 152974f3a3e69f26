const fs = require('node:fs');

console.log(Object.keys(fs.statfsSync(__dirname)), typeof fs.statfsSync(__dirname, { bigint: true }).bsize);
fs.statfs(__filename, (error, stat) => console.log(error, typeof stat.type));
