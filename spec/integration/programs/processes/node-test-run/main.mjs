// The way to run test files in an archive with node:test's runner: name them. Each runs in a process of its own.
import { run } from 'node:test';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tests = join(dirname(fileURLToPath(import.meta.url)), 'tests');
const seen = [];
const stream = run({ files: ['one.test.mjs', 'two.test.cjs'].map((name) => join(tests, name)), concurrency: 1 });
for (const outcome of ['pass', 'fail'])
  stream.on(`test:${outcome}`, ({ name, nesting, details }) => {
    seen.push(`${outcome} ${nesting} ${basename(name)} ${details.error?.cause?.message ?? ''}`);
  });
for await (const _ of stream);
console.log(seen.join('\n'));
