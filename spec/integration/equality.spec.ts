// The promise, measured: every program of spec/integration/programs says the same from a directory, from a zip of that directory, and from
// what `zipimport pack` makes of it.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pack } from '../../cli/pack/pack.ts';
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
      const packed = join(folder, `${number}p`);
      await pack({ directory: join(disk, 'app.zip'), output: join(packed, 'app.zip'), manifest: true });
      const repeated = runProgram(packed, [REGISTER_URL], main, program.settings);
      assert.ok(expected.stdout !== '' || expected.stderr !== '', 'a program that says nothing proves nothing');
      assert.deepEqual(actual, expected);
      assert.deepEqual(repeated, expected, 'packed by zipimport');
    });
  });
});
