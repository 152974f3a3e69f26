// The promise, measured: every program of spec/integration/programs says the same from a directory and from a zip of that directory.
import assert from 'node:assert/strict';
import { findPrograms, runProgram, stageProgram } from '../support/programs.ts';
import { NOTHING_URL, REGISTER_URL } from '../support/run-node.ts';
import { makeTempFolder, removeFolder } from '../support/temp-folder.ts';

describe('a program in a zip', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
  });
  after(() => removeFolder(folder));

  findPrograms().forEach((program, number) => {
    it(program.name, async () => {
      const { disk, zip, main } = await stageProgram(program, folder, number);
      const expected = runProgram(disk, [NOTHING_URL], main, program.settings);
      const actual = runProgram(zip, [REGISTER_URL], main, program.settings);
      assert.ok(expected.stdout !== '' || expected.stderr !== '', 'a program that says nothing proves nothing');
      assert.deepEqual(actual, expected);
    });
  });
});
