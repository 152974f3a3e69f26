// Loads the given files one after the other in this process, as `node --test` with no isolation would: their tests queue up in one report.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
for (const file of process.argv.slice(2)) {
  if (file.endsWith('.mjs')) await import(pathToFileURL(file).href);
  else require(file);
}
