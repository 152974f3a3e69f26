// Programs whose CommonJS modules are in the archive as code without source: they say what they say from a directory.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pack } from '../../cli/pack/pack.ts';
import { findPrograms, runProgram, stageProgram } from '../support/programs.ts';
import { NOTHING_URL, REGISTER_URL } from '../support/run-node.ts';
import { makeTempFolder, removeFolder } from '../support/temp-folder.ts';

describe('a program in a zip without sources', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
  });
  after(() => removeFolder(folder));

  // docs/compiled.md: what shows or changes a source has none; functions that are named after what they are assigned to have no name;
  // the debugger. Of code caches: a warning is used up.
  const different = [
    'globals/assert-message',
    'interop/patched-compile',
    'interop/vm-default-loader',
    'links/file-link',
    'modules/patched-extension',
    'modules/vm-import.cjs',
    'traces/inspect-error',
    'traces/inspector',
    'traces/nested-cjs',
    'traces/source-map-inline',
    'traces/uncaught-cjs',
    'typescript/source-maps-cjs',
    // Its program is started by whichever `node` is on the PATH.
    'processes/member-programs',
  ];
  const programs = findPrograms().filter(({ name }) => !different.includes(name));
  programs.forEach((program, number) => {
    it(program.name, async () => {
      const { disk, zip, main } = await stageProgram(program, folder, number);
      const { sourceless } = await pack({
        directory: join(disk, 'app.zip'),
        output: join(zip, 'app.zip'),
        outsideLinks: 'drop',
        sourceless: {},
      });
      // Of a program of ES modules nothing is compiled: its archive is that of the other specs.
      if (sourceless?.modules === 0) return;
      const expected = runProgram(disk, [NOTHING_URL], main, program.settings);
      assert.deepEqual(runProgram(zip, [REGISTER_URL], main, program.settings), expected);
    });
  });
});
