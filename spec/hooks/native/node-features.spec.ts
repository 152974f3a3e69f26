import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importsAddons } from '../../../hooks/native/node-features.ts';
import { makeTempFolder, removeFolder, writeTree } from '../../support/temp-folder.ts';

describe('importsAddons', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
    writeTree(folder, { 'none.node': '' });
  });
  after(() => removeFolder(folder));

  /** Whether a process with these options knows the extension; null where this version has no such option and refuses to start. */
  function asked(options: readonly string[]): boolean | null {
    const url = pathToFileURL(join(folder, 'none.node')).href;
    const script = `import(${JSON.stringify(url)}).catch(({ code }) => console.log(code))`;
    const { status, stdout } = spawnSync(process.execPath, [...options, '-e', script], { encoding: 'utf8' });
    return status === 9 ? null : stdout.trim() !== 'ERR_UNKNOWN_FILE_EXTENSION';
  }

  for (const options of [[], ['--experimental-addon-modules'], ['--no-experimental-addon-modules']]) {
    it(`is what Node does with ${options.join(' ') || 'no option'}`, () => {
      const expected = asked(options);
      if (expected === null) assert.equal(importsAddons([]), false);
      else assert.equal(importsAddons(options), expected);
    });
  }
});
