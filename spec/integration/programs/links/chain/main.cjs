const fs = require('node:fs');
const path = require('node:path');

console.log(require('./one'), path.relative(__dirname, fs.realpathSync(path.join(__dirname, 'one.js'))), fs.readlinkSync(path.join(__dirname, 'one.js')), fs.readlinkSync(path.join(__dirname, 'links/two.js')));
