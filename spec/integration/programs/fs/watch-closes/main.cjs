const fs = require('node:fs');
const path = require('node:path');

const file = path.join(__dirname, 'data/a.txt');
const watcher = fs.watch(file);
console.log(typeof watcher.close, typeof watcher.ref().unref);
watcher.on('close', () => console.log('closed'));
watcher.close();
const stat = fs.watchFile(file, { interval: 10000 }, () => {});
console.log(typeof stat.ref, typeof stat.unref);
fs.unwatchFile(file);
const quiet = fs.watch(path.dirname(file), { persistent: false, recursive: true });
quiet.on('change', () => {});
quiet.close();
