import assert from 'node:assert/strict';
import type { Platform } from '../../../loaders/native/platform.ts';
import { bestVariant, VariantFinder } from '../../../loaders/native/variants.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const HERE: Platform = { os: 'linux', archs: ['x64'], libc: 'musl' };

describe('bestVariant', () => {
  const cases: readonly [Record<string, string>, string | null][] = [
    [{}, null],
    [{ darwin: 'd', 'linux-arm64': 'a' }, null],
    [{ linux: 'l', darwin: 'd' }, 'l'],
    [{ linux: 'l', 'linux-x64': 'x', 'linux-x64-glibc': 'g' }, 'x'],
    [{ 'linux-x64': 'x', 'linux-x64-musl': 'm', 'linux-x64-musl-abi115': 'old' }, 'm'],
    [{ 'linux-x64-abi137': 'new', 'linux-x64': 'x' }, 'new'],
    [{ default: 'any', linux: 'l' }, 'l'],
    [{ default: 'any', win32: 'w' }, 'any'],
    [{ 'linux-x64': 'first', 'linux-musl': 'second' }, 'first'],
  ];
  for (const [variants, expected] of cases) {
    it(JSON.stringify(variants), () => assert.equal(bestVariant(variants, HERE, '137'), expected));
  }
});

describe('VariantFinder', () => {
  const packageJson = (map: unknown): string => JSON.stringify({ zipimport: { native: map } });
  const finder = memoryFinder('/m.zip', {
    'package.json': packageJson({ 'a.node': { linux: 'pre/linux.node', darwin: 'pre/none.node' } }),
    'a.node': '',
    'pre/linux.node': '',
    'node_modules/p/package.json': packageJson({ 'lib/b.node': { linux: 'c.node' } }),
    'node_modules/p/lib/b.node': '',
    'node_modules/p/c.node': '',
    'node_modules/p/a.node': '',
    'text/package.json': 'not JSON',
    'list/package.json': packageJson([]),
    'number/package.json': packageJson({ 'a.node': { linux: 1 } }),
  });
  const variantOf = (name: string, platform = HERE): string => new VariantFinder().variantOf(finder, name, platform);

  it('takes the variant that the innermost package.json names', () => {
    assert.equal(variantOf('a.node'), 'pre/linux.node');
    assert.equal(variantOf('node_modules/p/lib/b.node'), 'node_modules/p/c.node');
  });

  it('leaves what is not named, or has no variant here', () => {
    assert.equal(variantOf('node_modules/p/a.node'), 'node_modules/p/a.node');
    assert.equal(variantOf('a.node', { ...HERE, os: 'win32' }), 'a.node');
    assert.equal(variantOf('text/a.node'), 'text/a.node');
  });

  it('refuses a map that is none, or leads nowhere', () => {
    for (const [name, platform] of [
      ['list/a.node', HERE],
      ['number/a.node', HERE],
      ['a.node', { ...HERE, os: 'darwin' }],
    ] as const) {
      assert.throws(() => variantOf(name, platform), { code: 'ERR_ZIPIMPORT_NATIVE_MAP_INVALID' });
    }
  });

  it('reads a package.json once', () => {
    const variants = new VariantFinder();
    const reads = (): number => finder.reads.filter((name) => name === 'package.json').length;
    variants.variantOf(finder, 'a.node', HERE);
    const before = reads();
    variants.variantOf(finder, 'a.node', HERE);
    assert.equal(reads(), before);
  });
});
