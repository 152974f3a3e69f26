const first = require('./value');
delete require.cache[require.resolve('./value')];
const second = require('./value');
console.log(first === second, first.n, second.n, module.children.length);
require.cache[require.resolve('./value')].exports = 'replaced';
console.log(require('./value'));
require.cache[require.resolve('./fake')] = { exports: 'faked', loaded: true, id: 'x', children: [] };
console.log(require('./fake'));
