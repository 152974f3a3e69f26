// Requests that meet a module while it is loading, by relative path, by the package's own name and by a directory; and what they resolve to
// before, meanwhile and afterwards.
const { basename } = require('node:path');
const resolved = (require, id) => basename(require.resolve(id));
exports.early = 'main';
exports.resolved = resolved;
console.log(require('./second.cjs'), resolved(require, './second.cjs'));
console.log(require('ring').seen, resolved(require, 'ring'));
delete require.cache[require.resolve('./second.cjs')];
console.log(require('./second.cjs'), module.children.length);
