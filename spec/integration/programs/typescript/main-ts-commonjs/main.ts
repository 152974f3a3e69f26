import type { Stats } from 'node:fs';

const fs = require('node:fs');
const stats: Stats = fs.statSync(__filename);
console.log(require.main === module, stats.isFile(), fs.readFileSync(__filename, 'utf8').includes('import type'));
