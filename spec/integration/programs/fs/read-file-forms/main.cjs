const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const file = path.join(__dirname, 'data/a.txt');
const forms = [file, pathToFileURL(file), Buffer.from(file)];
for (const form of forms) console.log(fs.readFileSync(form, 'utf8'), fs.readFileSync(form).length);
for (const encoding of ['utf8', 'latin1', 'base64', 'hex', 'ucs2', { encoding: 'ascii' }, { encoding: null, flag: 'r' }]) {
  console.log(fs.readFileSync(path.join(__dirname, 'data/sub/c.txt'), encoding));
}
fs.readFile(file, 'utf8', (error, text) => {
  console.log(error, text);
  fs.readFile(file, (_, bytes) => {
    console.log(bytes);
    fs.promises.readFile(file, { encoding: 'hex' }).then(console.log);
  });
});
