const fs = require('node:fs');
const path = require('node:path');

const at = (name) => path.join(__dirname, name);
const show = (stat) => [stat.isFile(), stat.isDirectory(), stat.isSymbolicLink(), stat.isBlockDevice(), stat.isCharacterDevice(), stat.isFIFO(), stat.isSocket(), stat.isFile() ? stat.size : 0, stat.mode & 0o170000, stat.mtime instanceof Date, typeof stat.ino, stat.constructor.name, Object.keys(stat).join()];
for (const name of ['data', 'data/a.txt', 'data/sub', 'data/sub/deep/d.bin', '.', 'data/../data/a.txt']) {
  console.log(name, show(fs.statSync(at(name))), show(fs.lstatSync(at(name))));
}
const big = fs.statSync(at('data/a.txt'), { bigint: true });
console.log(big.size, big.isFile(), typeof big.mtimeNs, big.mtimeNs / 1000000n === big.mtimeMs, Object.keys(big).join());
console.log(fs.statSync(at('none'), { throwIfNoEntry: false }), fs.lstatSync(at('none'), { throwIfNoEntry: false }));
for (const name of ['none', 'data/a.txt/x', 'data/a.txt/']) {
  try {
    fs.statSync(at(name));
  } catch (error) {
    console.log(error.code, error.syscall, error.errno, error.message.replaceAll(__dirname, ''));
  }
}
console.log(fs.statSync(at('data/a.txt')).ino === fs.lstatSync(at('data/a.txt')).ino, fs.statSync(at('data/a.txt')).ino !== fs.statSync(at('data/b.json')).ino);
fs.stat(at('data/a.txt'), (error, stat) => {
  console.log(error, stat.size);
  fs.lstat(at('none'), (failure) => console.log(failure.code, failure.syscall));
});
