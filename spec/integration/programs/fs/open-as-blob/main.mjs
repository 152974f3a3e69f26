import { openAsBlob } from 'node:fs';

const blob = await openAsBlob(new URL('data/a.txt', import.meta.url), { type: 'text/plain' });
console.log(blob.size, blob.type, await blob.text(), await blob.slice(6, 10).text());
for await (const chunk of blob.stream()) console.log(Buffer.from(chunk).length);
