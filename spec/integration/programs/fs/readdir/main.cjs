const fs = require('node:fs');
const path = require('node:path');

const data = path.join(__dirname, 'data');
console.log(fs.readdirSync(data).sort());
console.log(fs.readdirSync(data, { withFileTypes: true }).map((entry) => [entry.name, entry.isFile(), entry.isDirectory(), entry.isSymbolicLink(), entry.isFIFO(), entry.parentPath?.slice(-4), entry.constructor.name]).sort());
console.log(fs.readdirSync(data, { recursive: true }).sort());
console.log(fs.readdirSync(data, { recursive: true, withFileTypes: true }).map((entry) => path.join(path.relative(__dirname, entry.parentPath), entry.name)).sort());
console.log(fs.readdirSync(data, 'buffer').map(String).sort(), Buffer.isBuffer(fs.readdirSync(data, { encoding: 'buffer' })[0]));
console.log(fs.readdirSync(`${data}/`).length, fs.readdirSync(__dirname).sort());
for (const name of ['missing', 'data/a.txt', 'data/a.txt/x']) {
  try {
    fs.readdirSync(path.join(__dirname, name));
  } catch (error) {
    console.log(error.code, error.syscall, path.relative(__dirname, error.path));
  }
}
