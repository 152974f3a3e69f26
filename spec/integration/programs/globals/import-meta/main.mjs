console.log(Object.keys(import.meta).sort(), import.meta.dirname.split('/').pop(), import.meta.filename.split('/').pop(), import.meta.main);
console.log(import.meta.resolve('./x.mjs').split('/').pop(), import.meta.resolve('node:fs'), typeof require, typeof module, this);
console.log(Object.getPrototypeOf(import.meta), import.meta.url === `file://${import.meta.filename}`, process.argv[1] === import.meta.filename);
