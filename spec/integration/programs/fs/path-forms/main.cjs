const fs = require('node:fs');
const path = require('node:path');

for (const form of [`${__dirname}//data//a.txt`, `${__dirname}/./data/a.txt`, `${__dirname}/data/sub/../../data/a.txt`, `${__dirname}/../app.zip/data/a.txt`, path.toNamespacedPath(path.join(__dirname, 'data/a.txt'))]) console.log(fs.readFileSync(form).length);
console.log(fs.readFileSync(new URL(`file://${__dirname}/data/a.txt?query#hash`)).length);
for (const url of ['http://x/y', 'file://host/x', `file://${__dirname}/data%2fa.txt`]) {
  try {
    fs.readFileSync(new URL(url));
  } catch (error) {
    console.log(error.code, error.message.replaceAll(__dirname, ''));
  }
}
