const fs = require('node:fs');
const path = require('node:path');

const at = (name) => path.join(__dirname, name);
const show = (error) => console.log(error.code, error.errno, error.syscall, error.message.replaceAll(__dirname, '<dir>'), error.path?.replaceAll(__dirname, '<dir>'));
const names = ['missing', 'data', 'data/a.txt/inside', 'data/missing/x', 'data/a.txt/', 'main.cjs/../data/a.txt'];
for (const name of names) {
  try {
    console.log(name, fs.readFileSync(at(name), 'utf8').length);
  } catch (error) {
    show(error);
  }
}
for (const bad of [undefined, 5.5, {}, `${__dirname}/a\0b`]) {
  try {
    fs.readFileSync(bad);
  } catch (error) {
    console.log(error.name, error.code, error.message.replaceAll(__dirname, '<dir>'));
  }
}
fs.readFile(at('missing'), (error) => {
  show(error);
  fs.promises.readFile(at('data/a.txt/x')).catch((reason) => {
    show(reason);
    fs.promises.readFile(at('data')).catch(show);
  });
});
