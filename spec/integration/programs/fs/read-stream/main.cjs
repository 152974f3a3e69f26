const fs = require('node:fs');
const path = require('node:path');

const file = path.join(__dirname, 'data/a.txt');
async function collect(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk.toString());
  return chunks;
}
(async () => {
  console.log(await collect(fs.createReadStream(file)));
  console.log(await collect(fs.createReadStream(file, { encoding: 'utf8', highWaterMark: 4 })));
  console.log(await collect(fs.createReadStream(file, { start: 2, end: 7 })));
  console.log(await collect(fs.createReadStream(file, { start: 100 })));
  console.log(await collect(new fs.ReadStream(file, { start: 6 })));
  const fd = fs.openSync(file);
  console.log(await collect(fs.createReadStream(null, { fd, autoClose: false, start: 1, end: 3 })));
  fs.closeSync(fd);
  const stream = fs.createReadStream(file);
  stream.on('open', (opened) => console.log('open', typeof opened));
  stream.on('ready', () => console.log('ready', stream.pending));
  stream.on('end', () => console.log('end', stream.bytesRead, stream.path === file));
  stream.on('close', () => {
    console.log('close', stream.destroyed, stream.closed);
    fs.createReadStream(path.join(__dirname, 'missing')).on('error', (error) => console.log(error.code, error.syscall));
  });
  stream.resume();
})();
