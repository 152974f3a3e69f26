import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
console.log(require('./data/b.json'), JSON.parse(readFileSync(require.resolve('./data/b.json'), 'utf8')));
console.log(readFileSync(new URL('data/with%20space%23.txt', import.meta.url), 'utf8'));
