import assert from 'node:assert/strict';
import { join } from 'node:path';
import { preparePackages } from '../../../cli/pack/prepare-packages.ts';
import { makeTempFolder, removeFolder, writeArchive } from '../../support/temp-folder.ts';

describe('preparePackages', () => {
  let folder: string;
  let archive: string;
  before(async () => {
    folder = makeTempFolder();
    archive = join(folder, 'app.zip');
    await writeArchive(archive, {
      'package.json': '{ "name": "app", "version": "1.0.0" }',
      'node_modules/a/package.json': '{ "main": "a", "exports": null }',
      'node_modules/b/package.json': '{ broken',
      'lib/notpackage.json': '{ "name": "x" }',
      'main.js': '',
    });
  });
  after(() => removeFolder(folder));

  it('takes the fields of what was read, in one order, each with the content that it is of', () => {
    const names = [
      'main.js',
      'node_modules/b/package.json',
      'package.json',
      'lib/notpackage.json',
      'gone/package.json',
    ];
    const [extra, ...others] = preparePackages(archive, [...names, 'node_modules/a/package.json']);
    assert.deepEqual(others, []);
    assert.deepEqual([extra?.name, extra?.method], ['.zipimport/packages', 'store']);
    const { version, packages } = JSON.parse(Buffer.from(extra?.content ?? '').toString());
    assert.equal(version, 1);
    assert.deepEqual(Object.keys(packages), ['node_modules/a/package.json', 'package.json']);
    assert.deepEqual(packages['package.json'].slice(1), [37, { name: 'app' }]);
    assert.deepEqual(packages['node_modules/a/package.json'][2], { main: 'a', exports: null });
  });

  it('adds nothing where none was read', () => assert.deepEqual(preparePackages(archive, ['main.js']), []));
});
