const fs = require('node:fs');
const path = require('node:path');

const file = path.join(__dirname, 'data/a.txt');
fs.readFile(file, () => console.log('read'));
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('promise'));
console.log('sync');
for (const name of ['readFile', 'stat', 'readdir', 'access', 'open', 'realpath']) {
  try {
    fs[name](file);
  } catch (error) {
    console.log(name, error.code, error.message.split('\n')[0]);
  }
}
