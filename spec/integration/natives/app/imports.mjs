// The same packages by import.
import { createRequire } from 'node:module';

const { run } = createRequire(import.meta.url)('./uses.cjs');
const names = process.argv.slice(2);
for (const name of new Set(names.map((use) => use.split(' ')[0]))) {
  console.log(
    name,
    Object.keys(await import(name))
      .sort()
      .join(),
  );
}
console.log((await run(names)).join('\n'));
