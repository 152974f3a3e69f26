const fs = require('node:fs');

const shape = (object) => Object.keys(object).filter((key) => typeof object[key] === 'function' && /^[a-z]/.test(key) && !key.startsWith('_')).map((key) => `${key}/${object[key].name}/${object[key].length}`);
console.log(shape(fs).join('\n'));
console.log(shape(fs.promises).join('\n'));
console.log(Object.keys(fs.constants).length === Object.keys(fs.promises.constants).length);
