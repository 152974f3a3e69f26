const fs = require('node:fs');
const path = require('node:path');

const at = (name) => path.join(__dirname, name);
console.log(require('./current'), require('./current/part'), require.resolve('./current/part').endsWith('versions/2/part.js'));
console.log(fs.readdirSync(at('current')).sort(), fs.readFileSync(at('current/data.txt'), 'utf8'), fs.existsSync(at('current/none')));
console.log(fs.statSync(at('current')).isDirectory(), fs.lstatSync(at('current')).isDirectory(), fs.lstatSync(`${at('current')}/`).isDirectory(), path.relative(__dirname, fs.realpathSync(at('current/part.js'))));
console.log(fs.readdirSync(__dirname, { recursive: true }).sort());
