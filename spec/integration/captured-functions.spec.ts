// Functions of fs that were taken before zipimport was there: the programs about files, run with nothing but such functions.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findPrograms, runProgram, stageProgram } from '../support/programs.ts';
import { NOTHING_URL, REGISTER_URL, ROOT } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeTree } from '../support/temp-folder.ts';

const MAJOR = Number.parseInt(process.versions.node, 10);

/** These end elsewhere than in the binding: see docs/differences.md. */
const OUT_OF_REACH = ['cp', 'openAsBlob', 'opendir', 'watch'];

const TAKE = `
const fs = require('node:fs');
const taken = (from) => Object.entries(Object.getOwnPropertyDescriptors(from)).filter(([name, { value }]) =>
  typeof value === 'function' && !${JSON.stringify(OUT_OF_REACH)}.includes(name.replace(/Sync$/, '')));
globalThis.taken = [[fs, taken(fs)], [fs.promises, taken(fs.promises)]];
`;
const PUT_BACK = `
for (const [target, functions] of globalThis.taken) for (const [name, { value }] of functions) target[name] = value;
delete globalThis.taken;
require('node:module').syncBuiltinESMExports();
`;

describe('a program with functions of fs that were taken before', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
    writeTree(folder, { 'take.cjs': TAKE, 'put-back.cjs': PUT_BACK });
  });
  after(() => removeFolder(folder));

  // Node 20 makes a web stream of a FileHandle from the native handle.
  const programs = findPrograms('fs').filter(({ name }) => MAJOR > 20 || !name.endsWith('file-handle'));
  programs.forEach((program, number) => {
    it(program.name, async () => {
      const { disk, zip, main } = await stageProgram(program, folder, number);
      const url = (name: string): string => pathToFileURL(join(folder, name)).href;
      const expected = runProgram(disk, [NOTHING_URL], main, program.settings);
      const actual = runProgram(zip, [url('take.cjs'), REGISTER_URL, url('put-back.cjs')], main, program.settings);
      assert.deepEqual(actual, expected);
    });
  });

  it('what is out of reach is listed in docs/differences.md', () => {
    const text = readFileSync(join(ROOT, 'docs/differences.md'), 'utf8');
    const row = text.split('\n').find((line) => line.includes('taken from `fs` before'));
    for (const name of OUT_OF_REACH) assert.ok(row?.includes(`\`${name}\``), name);
  });
});
