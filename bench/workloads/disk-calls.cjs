// Asks about and reads the files of a folder on the disk when it is told to, and says how long a call took. Kept alive, so that two of these,
// one with hooks and one without, can be asked in turns: see ../turns.mjs.
const { readFileSync, readdirSync, statSync } = require('node:fs');
const { readFile } = require('node:fs/promises');
const { join } = require('node:path');

const [, , folder] = process.argv;
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.js'))
  .map((name) => join(folder, name));

// Each as a program writes it: the call itself in the loop, through the name that the program took from `fs`.
const LOOPS = {
  statSync: () => {
    for (const file of files) statSync(file);
  },
  readFileSync: () => {
    for (const file of files) readFileSync(file);
  },
  readFile: async () => {
    for (const file of files) await readFile(file);
  },
};

process.on('message', async ({ key, rounds }) => {
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) await LOOPS[key]();
  const { user, system } = process.cpuUsage(before);
  process.send(((user + system) * 1000) / (rounds * files.length));
});
