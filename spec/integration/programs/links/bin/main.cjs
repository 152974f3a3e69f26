const fs = require('node:fs');
const path = require('node:path');

const bin = path.join(__dirname, 'node_modules/.bin/tool');
console.log(require(bin), fs.readlinkSync(bin), path.relative(__dirname, fs.realpathSync(bin)), fs.readdirSync(path.dirname(bin)), (fs.statSync(bin).mode & 0o111) !== 0);
console.log(fs.readFileSync(bin, 'utf8').split('\n')[0]);
