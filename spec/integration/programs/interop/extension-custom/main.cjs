const fs = require('node:fs');

require.extensions['.txt'] = (module, filename) => {
  module.exports = fs.readFileSync(filename, 'utf8');
};
console.log(JSON.stringify(require('./note')), JSON.stringify(require('./note.txt')), require.cache[require.resolve('./note')].loaded);
console.log(Object.keys(require.extensions));
