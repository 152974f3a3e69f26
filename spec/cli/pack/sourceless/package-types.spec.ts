import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { SourceMember } from '../../../../cli/pack/collect.ts';
import { packageTypes } from '../../../../cli/pack/sourceless/package-types.ts';
import { makeTempFolder, removeFolder, writeTree } from '../../../support/temp-folder.ts';

describe('packageTypes', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
  });
  after(() => removeFolder(folder));

  it('is what the nearest package.json says', () => {
    const files = {
      'package.json': '{"type":"module"}',
      'lib/package.json': '{}',
      'node_modules/a/package.json': '{"type":"commonjs"}',
      'node_modules/b/package.json': 'no JSON',
    };
    writeTree(folder, files);
    const members = Object.keys(files).map(
      (name): SourceMember => ({ name, kind: 'file', path: join(folder, name), size: 0, mode: 0o100644 }),
    );
    const typeOf = packageTypes(members);
    const rows: readonly (readonly [string, string | null])[] = [
      ['main.js', 'module'],
      ['src/deep/main.js', 'module'],
      ['lib/x.js', null],
      ['lib/deep/x.js', null],
      ['node_modules/a/x.js', 'commonjs'],
      ['node_modules/a/dist/x.js', 'commonjs'],
      ['node_modules/b/x.js', null],
      // What is above node_modules does not count.
      ['node_modules/c/x.js', null],
      ['node_modules/x.js', null],
    ];
    for (const [name, type] of rows) assert.equal(typeOf(name), type, name);
    assert.equal(packageTypes([])('a.js'), null);
  });
});
