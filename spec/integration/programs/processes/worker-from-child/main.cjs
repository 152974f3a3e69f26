const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { status, stdout } = spawnSync(process.execPath, [path.join(__dirname, 'child.mjs')], { encoding: 'utf8' });
console.log(status, stdout);
