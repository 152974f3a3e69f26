const plain = await import('./counter.mjs');
const one = await import('./counter.mjs?one');
const two = await import('./counter.mjs?two#frag');
const again = await import('./counter.mjs?one');
console.log(plain === one, one === two, one === again, plain.url, one.url, two.url, globalThis.count);
const encoded = await import('./with%20space.mjs');
console.log(encoded.url, (await import('./caf%C3%A9.mjs')).url, (await import('./hash%23.mjs')).url);
