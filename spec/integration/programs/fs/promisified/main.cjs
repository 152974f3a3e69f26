const fs = require('node:fs');
const path = require('node:path');
const { promisify } = require('node:util');

const file = path.join(__dirname, 'data/a.txt');
(async () => {
  console.log(await promisify(fs.readFile)(file, 'utf8'), (await promisify(fs.stat)(file)).size, (await promisify(fs.readdir)(path.dirname(file))).length);
  const fd = await promisify(fs.open)(file);
  const { bytesRead, buffer } = await promisify(fs.read)(fd, Buffer.alloc(3), 0, 3, 0);
  console.log(bytesRead, buffer.toString(), Object.keys(await promisify(fs.readv)(fd, [Buffer.alloc(1)], 0)));
  console.log(await promisify(fs.close)(fd), await promisify(fs.realpath)(file) === file);
  await promisify(fs.access)(`${file}x`).catch((error) => console.log(error.code));
})();
