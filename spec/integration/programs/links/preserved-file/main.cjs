const path = require('node:path');

console.log(require('./alias.js') === require('./lib/real.js'), Object.keys(require.cache).map((name) => path.relative(__dirname, name)));
import('./alias.mjs').then(({ where }) => console.log(where));
