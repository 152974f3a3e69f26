const Module = require('node:module');

const filename = require.resolve('./dep');
const fake = new Module(filename, module);
fake.filename = filename;
fake.loaded = true;
fake.exports = { fake: true };
require.cache[filename] = fake;
console.log(require('./subject').dep, require('./dep') === fake.exports);
require.cache[filename] = { id: filename, filename, loaded: true, exports: 'plain object' };
console.log(require('./dep'));
delete require.cache[filename];
console.log(require('./dep'));
