const fs = require('node:fs');
const path = require('node:path');

const fd = fs.openSync(path.join(__dirname, 'data/a.txt'), 'r');
const bytes = Buffer.alloc(8);
console.log(typeof fd, fs.readSync(fd, bytes, 0, 5, null), bytes.toString('utf8', 0, 5));
console.log(fs.readSync(fd, bytes), bytes.toString('utf8', 0, 8));
console.log(fs.readSync(fd, bytes, { position: 0, length: 3, offset: 1 }), bytes.toString('utf8', 1, 4));
console.log(fs.readSync(fd, bytes, 0, 8, 100), fs.readSync(fd, bytes, 0, 0, 0), fs.readSync(fd, bytes, 0, 4, 2n));
const two = [Buffer.alloc(2), Buffer.alloc(3)];
console.log(fs.readvSync(fd, two, 0), two.map(String));
console.log(fs.fstatSync(fd).size, fs.fstatSync(fd).isFile(), fs.readFileSync(fd, 'utf8'), JSON.stringify(fs.readFileSync(fd, 'utf8')));
fs.closeSync(fd);
for (const act of [() => fs.closeSync(fd), () => fs.readSync(fd, bytes), () => fs.fstatSync(fd), () => fs.readFileSync(fd)]) {
  try {
    act();
  } catch (error) {
    console.log(error.code, error.syscall, error.message);
  }
}
for (const bad of [-1, 1.5, '3', null]) {
  try {
    fs.readSync(bad, bytes);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
try {
  fs.openSync(path.join(__dirname, 'none'));
} catch (error) {
  console.log(error.code, error.syscall);
}
