import { AsyncLocalStorage } from 'node:async_hooks';
import { readFile } from 'node:fs/promises';
import fs from 'node:fs';

const storage = new AsyncLocalStorage();
await storage.run('value', async () => {
  await readFile(new URL(import.meta.url));
  console.log(storage.getStore());
  await new Promise((resolve) => fs.readFile(new URL(import.meta.url), () => resolve(console.log(storage.getStore()))));
  await import('./a.mjs');
  console.log(storage.getStore());
});
