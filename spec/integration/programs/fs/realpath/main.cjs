const fs = require('node:fs');
const path = require('node:path');

const show = (file) => path.relative(__dirname, String(file));
const at = (name) => path.join(__dirname, name);
console.log(show(fs.realpathSync(at('data/sub/../a.txt'))), show(fs.realpathSync.native(at('data/./sub'))), show(fs.realpathSync(Buffer.from(at('data')))));
console.log(fs.realpathSync(at('data'), 'buffer') instanceof Buffer, fs.realpathSync(__filename) === __filename);
for (const [name, act] of [['none', fs.realpathSync], ['none', fs.realpathSync.native], ['data/a.txt/x', fs.realpathSync]]) {
  try {
    act(at(name));
  } catch (error) {
    console.log(error.code, show(error.path));
  }
}
fs.realpath(at('data/sub/'), (error, found) => {
  console.log(error, show(found));
  fs.realpath.native(at('none'), (failure) => {
    console.log(failure.code);
    fs.promises.realpath(at('data/b.json')).then((file) => console.log(show(file)));
  });
});
try {
  fs.readlinkSync(at('data/a.txt'));
} catch (error) {
  console.log(error.code, error.syscall);
}
