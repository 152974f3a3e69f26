const { readFileSync, promises, existsSync } = require('fs');
const { readFile } = require('fs/promises');
const path = require('path');

const file = path.join(__dirname, 'data', 'a.txt');
console.log(readFileSync(file, 'utf8'), existsSync(file), promises.readFile === readFile);
readFile(file, 'utf8').then((text) => console.log(text.length));
