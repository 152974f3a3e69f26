const fs = require('node:fs');
const path = require('node:path');
const util = require('node:util');

const at = (name) => path.join(__dirname, name);
for (const name of ['.', 'data', 'data/', 'data/a.txt', 'data/a.txt/', 'none', 'data/a.txt/x', 'data/sub/../a.txt']) console.log(name, fs.existsSync(at(name)));
console.log(fs.existsSync(undefined), fs.existsSync(`${__dirname}\0`), fs.existsSync(Buffer.from(at('data'))));
console.log(fs.accessSync(at('data/a.txt')), fs.accessSync(at('data/a.txt'), fs.constants.R_OK));
for (const name of ['none', 'data/a.txt/x']) {
  try {
    fs.accessSync(at(name));
  } catch (error) {
    console.log(error.code, error.syscall, error.message.replaceAll(__dirname, ''));
  }
}
fs.exists(at('data'), (yes) => {
  console.log(yes);
  // One after the other: the disk answers several questions in any order.
  util
    .promisify(fs.exists)(at('none'))
    .then((no) => fs.access(at('none'), fs.constants.F_OK, (error) => console.log(no, error.code)));
});
