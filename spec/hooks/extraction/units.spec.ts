import assert from 'node:assert/strict';
import { directoryUnit, filesOf, unitsOfPolicy } from '../../../hooks/extraction/units.ts';
import { DEFAULT_POLICY } from '../../../lib/policy/policy.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const finder = memoryFinder('/app.zip', {
  'data/a.db': 'a',
  'data/deep/b.db': 'b',
  'data/notes.txt': 'n',
  'data/current.db': { link: 'a.db' },
  'bin/tool': { content: '#!/bin/sh', mode: 0o755 },
  'bin/libx.so.6': { content: 'elf', mode: 0o644 },
  'node_modules/@s/p/index.js': 'p',
  'node_modules/@s/p/lib/x.node': 'x',
  'node_modules/@s/p/again': { link: '..' },
  'node_modules/@s/p/shared': { link: '../../../data' },
  'node_modules/q/index.js': 'q',
});

/** Keys of the units that a policy has for a member. */
function keys(name: string, packages: readonly string[], members: readonly string[]): string[] {
  const kind = finder.lookup(name)?.kind ?? 'file';
  return unitsOfPolicy({ ...DEFAULT_POLICY.extract, packages, members })('/app.zip', name, kind).map(({ key }) => key);
}

describe('unitsOfPolicy', () => {
  it('has one unit for all packages that are named', () => {
    for (const name of [
      'node_modules/@s/p/lib/x.node',
      'node_modules/@s/p/lib',
      'node_modules/@s/p',
      'node_modules/q',
    ]) {
      assert.deepEqual(keys(name, ['@s/*', 'q'], []), ['packages'], name);
    }
    for (const name of ['node_modules/q/index.js', 'node_modules/@s', 'node_modules', '', 'data/a.db']) {
      assert.deepEqual(keys(name, ['@s/*'], []), [], name);
    }
  });

  it('has a unit for each glob that a file matches', () => {
    assert.deepEqual(keys('data/a.db', [], ['data/*.db', '*.db', '**/*.db']), ['members data/*.db', 'members **/*.db']);
    assert.deepEqual(keys('data/notes.txt', [], ['data/*.db']), []);
    assert.deepEqual(keys('bin/tool', [], ['bin/tool']), ['members bin/tool']);
  });

  it('has a unit for a directory that the matches of a glob may lie below or above', () => {
    for (const name of ['data', 'data/deep', ''])
      assert.deepEqual(keys(name, [], ['data/**']), ['members data/**'], name);
    assert.deepEqual(keys('bin', [], ['data/**', 'bin/tool']), ['members bin/tool']);
    assert.deepEqual(keys('bin', [], ['**/*.db']), ['members **/*.db']);
  });
});

describe('filesOf', () => {
  const named = (unit: Parameters<typeof filesOf>[1]): Record<string, string> =>
    Object.fromEntries(filesOf(finder, unit).map(({ name, content }) => [name, content.toString()]));
  const globbed = (glob: string): Record<string, string> => {
    const [unit] = unitsOfPolicy({ ...DEFAULT_POLICY.extract, members: [glob] })('/app.zip', '', 'directory');
    return named(unit!);
  };

  it('lays a directory out from itself on, links as what they lead to', () => {
    assert.deepEqual(named(directoryUnit('node_modules/@s/p')), {
      'index.js': 'p',
      'lib/x.node': 'x',
      'shared/a.db': 'a',
      'shared/deep/b.db': 'b',
      'shared/notes.txt': 'n',
      'shared/current.db': 'a',
    });
  });

  it('lays packages out where they are, so that one finds the other, over links, too', () => {
    const [unit] = unitsOfPolicy({ ...DEFAULT_POLICY.extract, packages: ['a', '@s/*'] })(
      '/x.zip',
      'node_modules/a',
      'directory',
    );
    const pnpm = memoryFinder('/x.zip', {
      'node_modules/a': { link: '.pnpm/a@1/node_modules/a' },
      'node_modules/.pnpm/a@1/node_modules/a/a.node': 'a',
      'node_modules/.pnpm/a@1/node_modules/@s/lib': { link: '../../../s@1/node_modules/@s/lib' },
      'node_modules/.pnpm/s@1/node_modules/@s/lib/lib.so': 's',
      'node_modules/other/index.js': 'o',
      'workspace/self': { link: '..' },
    });
    assert.deepEqual(
      filesOf(pnpm, unit!)
        .map(({ name }) => name)
        .sort(),
      [
        'node_modules/.pnpm/a@1/node_modules/@s/lib/lib.so',
        'node_modules/.pnpm/a@1/node_modules/a/a.node',
        'node_modules/.pnpm/s@1/node_modules/@s/lib/lib.so',
        'node_modules/a/a.node',
      ],
    );
  });

  it('lays what a glob matches out from the root on', () => {
    assert.deepEqual(globbed('data/*.db'), { 'data/a.db': 'a', 'data/current.db': 'a' });
    assert.deepEqual(globbed('bin/tool'), { 'bin/tool': '#!/bin/sh' });
    assert.deepEqual(globbed('none/**'), {});
  });

  it('knows what is run or mapped by its mode or name', () => {
    const executable = filesOf(finder, directoryUnit('')).filter((file) => file.executable);
    assert.deepEqual(executable.map(({ name }) => name).sort(), [
      'bin/libx.so.6',
      'bin/tool',
      'node_modules/@s/p/lib/x.node',
    ]);
  });
});
