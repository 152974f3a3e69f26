// Runs the whole test suite under each Node.js version that is supported, the one that is running excepted.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeBinary } from './node-binaries.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
const running = Number.parseInt(process.versions.node, 10);
const asked = process.argv.slice(2).map(Number);
if (asked.some(Number.isNaN)) {
  console.error('npm run test:matrix -- [majors], such as 20 26');
  process.exit(2);
}
const majors = asked.length > 0 ? asked : [20, 22, 24, 26].filter((major) => major !== running);

const results = [];
for (const major of majors) {
  const binary = await nodeBinary(major);
  console.log(`\n== Node.js ${major}: ${binary}`);
  const { status } = spawnSync(binary, [mocha], { cwd: root, stdio: 'inherit' });
  results.push({ major, status });
}
for (const { major, status } of results)
  console.log(`Node.js ${major}: ${status === 0 ? 'passed' : `failed (${status})`}`);
process.exitCode = results.every(({ status }) => status === 0) ? 0 : 1;
