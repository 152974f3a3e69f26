import fs from 'node:fs';

console.log(fs.readFileSync('app.zip/data/a.txt', 'utf8'), fs.existsSync('./app.zip/data'), fs.readdirSync('app.zip/data/sub').sort());
console.log(fs.realpathSync('app.zip/data/../data/a.txt') === fs.realpathSync(new URL('data/a.txt', import.meta.url)));
