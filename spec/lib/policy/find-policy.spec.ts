import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findPolicy } from '../../../lib/policy/find-policy.ts';
import { makeTempFolder, removeFolder, writeTree } from '../../support/temp-folder.ts';

describe('findPolicy', () => {
  let folder: string;
  beforeEach(() => {
    folder = makeTempFolder();
    writeTree(folder, {
      'package.json': '{}',
      'zipimport.policy.json': '{}',
      'packages/one/package.json': '{}',
      'zipimport.policy.json.d/x': '',
    });
    mkdirSync(join(folder, 'src/deep'), { recursive: true });
  });
  afterEach(() => removeFolder(folder));

  it('is beside the nearest package.json', () => {
    const file = join(folder, 'zipimport.policy.json');
    assert.equal(findPolicy({}, folder), file);
    assert.equal(findPolicy({}, join(folder, 'src/deep')), file);
  });

  it('is not looked for beyond the nearest package.json', () => {
    assert.equal(findPolicy({}, join(folder, 'packages/one')), null);
  });

  it('is what the variable names, there or not', () => {
    assert.equal(findPolicy({ ZIPIMPORT_POLICY: 'x/p.json' }, folder), join(folder, 'x/p.json'));
    assert.equal(findPolicy({ ZIPIMPORT_POLICY: '/p.json' }, folder), join('/', 'p.json'));
  });

  it('is none when the variable is empty', () => {
    assert.equal(findPolicy({ ZIPIMPORT_POLICY: '' }, folder), null);
  });

  it('ends at the root', () => {
    assert.equal(findPolicy({}, '/'), null);
  });
});
