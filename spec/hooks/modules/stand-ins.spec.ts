import assert from 'node:assert/strict';
import path from 'node:path';
import { makeStandIns } from '../../../hooks/modules/stand-ins.ts';

for (const [name, flavour, root] of [
  ['posix', path.posix, '/'],
  ['win32', path.win32, 'C:\\'],
] as const) {
  describe(`makeStandIns on ${name}`, () => {
    const at = (...segments: string[]): string => flavour.join(root, ...segments);
    const archive = at('app', 'node_modules.zip');

    it('knows the directories below an archive, and asks for each archive once', () => {
      const asked: string[] = [];
      const standIns = makeStandIns((candidate) => asked.push(candidate) > 0 && candidate === archive, flavour);
      assert.equal(standIns.isAbove(at('app', 'lib', 'deep')), true);
      assert.equal(standIns.isAbove(at('app')), true);
      assert.equal(standIns.isAbove(at('other')), false);
      assert.equal(standIns.isAbove(root), false);
      assert.equal(standIns.hasArchive(archive), true);
      assert.equal(new Set(asked).size, asked.length);
      standIns.forget();
      standIns.isAbove(root);
      assert.deepEqual(asked.at(-1), flavour.join(root, 'node_modules.zip'));
    });

    it('puts archives behind the directories that they stand in for', () => {
      const standIns = makeStandIns((candidate) => candidate === archive, flavour);
      const paths = [at('app', 'lib', 'node_modules'), at('app', 'node_modules'), at('node_modules')];
      const expected = [
        at('app', 'lib', 'node_modules'),
        at('app', 'node_modules'),
        flavour.join(archive, 'node_modules'),
        archive,
        at('node_modules'),
      ];
      assert.deepEqual(standIns.among(paths), expected);
      assert.deepEqual(standIns.among(expected), expected);
    });

    it('hands lookup paths back as they are where no archive is', () => {
      const standIns = makeStandIns(() => false, flavour);
      const paths = [at('node_modules')];
      assert.equal(standIns.among(paths), paths);
      assert.deepEqual(standIns.among([]), []);
    });
  });
}
