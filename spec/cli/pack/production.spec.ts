import assert from 'node:assert/strict';
import { developmentNames } from '../../../cli/pack/production.ts';
import { type FileTree, makeTempFolder, removeFolder, writeTree } from '../../support/temp-folder.ts';

function manifest(name: string, fields: object = {}): string {
  return JSON.stringify({ name, version: '1.0.0', ...fields });
}

describe('developmentNames', () => {
  let folder: string;
  beforeEach(() => {
    folder = makeTempFolder();
  });
  afterEach(() => removeFolder(folder));

  async function names(tree: FileTree): Promise<readonly string[]> {
    writeTree(folder, tree);
    return developmentNames(folder);
  }

  it('names what only development needs and what nothing needs; what both need stays', async () => {
    const found = await names({
      'package.json': manifest('app', { dependencies: { a: '1' }, devDependencies: { d: '1', both: '1' } }),
      'node_modules/a/package.json': manifest('a', { dependencies: { both: '1' }, optionalDependencies: { o: '1' } }),
      'node_modules/a/node_modules/both/package.json': manifest('both'),
      'node_modules/both/package.json': manifest('both'),
      'node_modules/o/package.json': manifest('o'),
      'node_modules/d/package.json': manifest('d', { dependencies: { deep: '1' } }),
      'node_modules/deep/package.json': manifest('deep'),
      'node_modules/stray/package.json': manifest('stray'),
    });
    assert.deepEqual(found, ['node_modules/both', 'node_modules/d', 'node_modules/deep', 'node_modules/stray']);
  });

  it('follows workspaces', async () => {
    const found = await names({
      'package.json': manifest('root', { workspaces: ['packages/*'] }),
      'packages/p/package.json': manifest('p', { dependencies: { a: '1' }, devDependencies: { d: '1' } }),
      'node_modules/p': { link: '../packages/p' },
      'node_modules/a/package.json': manifest('a'),
      'node_modules/d/package.json': manifest('d'),
    });
    assert.deepEqual(found, ['node_modules/d']);
  });

  it('follows the links of pnpm', async () => {
    const found = await names({
      'package.json': manifest('app', { dependencies: { a: '1' }, devDependencies: { d: '1' } }),
      'node_modules/a': { link: '.pnpm/a@1.0.0/node_modules/a' },
      'node_modules/d': { link: '.pnpm/d@1.0.0/node_modules/d' },
      'node_modules/.pnpm/a@1.0.0/node_modules/a/package.json': manifest('a', { dependencies: { b: '1' } }),
      'node_modules/.pnpm/a@1.0.0/node_modules/b': { link: '../../b@1.0.0/node_modules/b' },
      'node_modules/.pnpm/b@1.0.0/node_modules/b/package.json': manifest('b'),
      'node_modules/.pnpm/d@1.0.0/node_modules/d/package.json': manifest('d'),
    });
    assert.deepEqual(found, [
      'node_modules/.pnpm/d@1.0.0/',
      'node_modules/.pnpm/d@1.0.0/node_modules/d',
      'node_modules/d',
    ]);
  });

  // pnpm links workspaces into each other and not into the root; many projects name them in both files.
  for (const fields of [{}, { workspaces: ['packages/*'] }]) {
    it(`follows the packages of a pnpm workspace, with ${JSON.stringify(fields)} in package.json`, async () => {
      const store = 'node_modules/.pnpm';
      const found = await names({
        'package.json': manifest('root', { ...fields, devDependencies: { d: '1' } }),
        'pnpm-workspace.yaml': 'packages: ["packages/*"]',
        'node_modules/d': { link: '.pnpm/d@1.0.0/node_modules/d' },
        [`${store}/d@1.0.0/node_modules/d/package.json`]: manifest('d'),
        [`${store}/a@1.0.0/node_modules/a/package.json`]: manifest('a', { dependencies: { b: '1' } }),
        [`${store}/a@1.0.0/node_modules/b`]: { link: '../../b@1.0.0/node_modules/b' },
        [`${store}/b@1.0.0/node_modules/b/package.json`]: manifest('b'),
        [`${store}/c@1.0.0/node_modules/c/package.json`]: manifest('c'),
        'packages/app/package.json': manifest('app', {
          dependencies: { lib: 'workspace:*', a: '1' },
          devDependencies: { c: '1' },
        }),
        'packages/app/node_modules/lib': { link: '../../lib' },
        'packages/app/node_modules/a': { link: `../../../${store}/a@1.0.0/node_modules/a` },
        'packages/app/node_modules/c': { link: `../../../${store}/c@1.0.0/node_modules/c` },
        'packages/lib/package.json': manifest('lib', { dependencies: { b: '1' } }),
        'packages/lib/node_modules/b': { link: `../../../${store}/b@1.0.0/node_modules/b` },
      });
      assert.deepEqual(found, [
        `${store}/c@1.0.0/`,
        `${store}/c@1.0.0/node_modules/c`,
        `${store}/d@1.0.0/`,
        `${store}/d@1.0.0/node_modules/d`,
        'node_modules/d',
        'packages/app/node_modules/c',
      ]);
    });
  }
});
