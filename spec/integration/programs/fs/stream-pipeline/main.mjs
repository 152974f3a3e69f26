import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createHash } from 'node:crypto';
import { createGzip, gunzipSync } from 'node:zlib';

const hash = createHash('sha256');
await pipeline(createReadStream(new URL('data/sub/deep/d.bin', import.meta.url)), hash);
console.log(hash.digest('hex'));
const chunks = [];
await pipeline(createReadStream(new URL('data/a.txt', import.meta.url)), createGzip(), async (source) => {
  for await (const chunk of source) chunks.push(chunk);
});
console.log(gunzipSync(Buffer.concat(chunks)).toString());
