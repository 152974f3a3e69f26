// Reads and asks about many small files on disk, to see what an installed hook costs a program that uses no archive.
const { readFileSync, readdirSync, statSync } = require('node:fs');
const { readFile } = require('node:fs/promises');
const { join } = require('node:path');
const { reportAtExit } = require('./report.cjs');

const ROUNDS = 20;
const folder = join(__dirname, 'node_modules', 'lodash');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.js'))
  .map((name) => join(folder, name));

/** Nanoseconds per call, over all files, ROUNDS times. */
function timeSync(call) {
  for (const file of files) call(file);
  const start = process.hrtime.bigint();
  for (let round = 0; round < ROUNDS; round++) for (const file of files) call(file);
  return Number(process.hrtime.bigint() - start) / (ROUNDS * files.length);
}

async function timePromises() {
  const start = process.hrtime.bigint();
  for (let round = 0; round < 2; round++) for (const file of files) await readFile(file);
  return Number(process.hrtime.bigint() - start) / (2 * files.length);
}

async function main() {
  const answer = { statSync: timeSync((f) => statSync(f)), readFileSync: timeSync((f) => readFileSync(f)) };
  answer.readFile = await timePromises();
  reportAtExit(() => answer);
}

main();
