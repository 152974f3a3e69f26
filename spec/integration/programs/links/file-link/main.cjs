const fs = require('node:fs');
const path = require('node:path');

const at = (name) => path.join(__dirname, name);
console.log(require('./alias.js'), require('./alias.js') === require('./lib/real.js'), Object.keys(require.cache).map((name) => path.relative(__dirname, name)));
console.log(fs.readlinkSync(at('alias.js')), path.relative(__dirname, fs.realpathSync(at('alias.js'))), fs.readFileSync(at('alias.js'), 'utf8').length);
console.log(fs.lstatSync(at('alias.js')).isSymbolicLink(), fs.statSync(at('alias.js')).isSymbolicLink(), fs.lstatSync(at('alias.js')).size, fs.lstatSync(at('lib/real.js')).isSymbolicLink());
console.log(fs.readdirSync(__dirname, { withFileTypes: true }).map((entry) => [entry.name, entry.isSymbolicLink(), entry.isFile()]).sort());
