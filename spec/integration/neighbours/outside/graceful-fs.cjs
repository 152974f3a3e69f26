const fs = require('graceful-fs');
const { join } = require('node:path');

exports.main = async (root) => {
  const at = (name) => join(root, name);
  const code = (call) => {
    try {
      return call();
    } catch (error) {
      return `${error.code} ${error.syscall}`;
    }
  };
  const later = (call) => new Promise((resolve) => call((error, value) => resolve(error ? error.code : value)));
  console.log(fs.readFileSync(at('a.txt'), 'utf8'), fs.readFileSync(at('a.txt')).length, fs.existsSync(at('lib')));
  console.log(fs.statSync(at('a.txt')).size, fs.lstatSync(at('lib')).isDirectory(), fs.readdirSync(root).sort());
  console.log(await later((done) => fs.readFile(at('lib/b.json'), 'utf8', done)));
  console.log(await later((done) => fs.readdir(at('lib'), done)));
  console.log(await later((done) => fs.stat(at('lib'), (error, stats) => done(error, stats?.isDirectory()))));
  console.log(
    await later((done) => fs.readFile(at('none'), done)),
    code(() => fs.statSync(at('a.txt/x'))),
  );
  console.log(await fs.promises.readFile(at('a.txt'), 'utf8'));
  let text = '';
  for await (const chunk of fs.createReadStream(at('a.txt'), 'utf8')) text += chunk;
  const fd = fs.openSync(at('a.txt'), 'r');
  const buffer = Buffer.alloc(3);
  console.log(text, fs.readSync(fd, buffer, 0, 3, 1), buffer.toString(), fs.fstatSync(fd).size);
  fs.closeSync(fd);
  console.log(code(() => fs.readSync(fd, buffer, 0, 3, 1)));
};
