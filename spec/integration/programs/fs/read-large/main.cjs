const fs = require('node:fs');
const path = require('node:path');
const { createHash } = require('node:crypto');

const file = path.join(__dirname, 'big.txt');
const whole = fs.readFileSync(file);
const hash = createHash('md5');
let chunks = 0;
fs.createReadStream(file)
  .on('data', (chunk) => {
    chunks += 1;
    hash.update(chunk);
  })
  .on('end', () => console.log(chunks, hash.digest('hex') === createHash('md5').update(whole).digest('hex'), whole.length));
