import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sinon from 'sinon';
import { archiveToRun } from '../../../hooks/bundles/choose-compiler.ts';
import { RUNTIME_FOLDER } from '../../../lib/finders/own-folder.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';
import { buildZip } from '../../support/zip-builder.ts';

describe('archiveToRun', () => {
  let folder: string;
  let archive: string;
  before(() => {
    folder = makeTempFolder();
    archive = join(folder, 'app.zip');
    writeFileSync(archive, buildZip([{ name: `${RUNTIME_FOLDER}a.cache` }, { name: 'main.js' }]));
    writeFileSync(join(folder, 'plain.zip'), buildZip([{ name: 'main.js' }]));
    writeFileSync(join(folder, 'main.js'), '');
    mkdirSync(join(folder, 'app'));
  });
  after(() => removeFolder(folder));
  afterEach(() => sinon.restore());

  function fileFor(...args: readonly string[]): string | undefined {
    sinon.replace(process, 'argv', [process.execPath, ...args]);
    return archiveToRun()?.file;
  }

  it('is what the main module is in', () => {
    assert.equal(fileFor(archive), archive);
    sinon.restore();
    assert.equal(fileFor(join(archive, 'bin', 'cli.js'), 'argument'), archive);
  });

  for (const name of ['plain.zip', 'plain.zip/main.js', 'main.js', 'app', 'app/none.js', 'none']) {
    it(`is none for ${name}`, () => assert.equal(fileFor(join(folder, name)), undefined));
  }

  it('is none without a main module', () => assert.equal(fileFor(), undefined));

  it('is not what a text given by --eval is told to read', () => {
    sinon.define(process, '_eval' as never, '0' as never);
    assert.equal(fileFor(archive), undefined);
  });
});
