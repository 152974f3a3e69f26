import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

for await (const line of createInterface({ input: createReadStream(new URL('data/a.txt', import.meta.url)), crlfDelay: Infinity })) console.log(line.toUpperCase());
