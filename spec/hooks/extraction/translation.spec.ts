import assert from 'node:assert/strict';
import type { Translation } from '../../../hooks/extraction/real-paths.ts';
import { installTranslation } from '../../../hooks/extraction/translation.ts';
import type { BuiltinGates } from '../../../hooks/modules/builtin-gates.ts';

const translate = (text: string): string | null => (text.startsWith('/a.zip/') ? `/real/${text.slice(7)}` : null);
const translation: Translation = {
  translate,
  translateNative: (file: string) => (file.includes('denied') ? null : translate(file)),
};

describe('installTranslation', () => {
  const { dlopen } = process;
  let calls: unknown[][];
  let gated: string[];
  let undo: () => void;
  /** What the addon that is loaded exports; null: loading it fails. */
  let addon: unknown;
  const fake = ((module: { exports: unknown; filename?: string }, ...rest: unknown[]) => {
    calls.push([module.filename, ...rest]);
    if (addon === null) throw new Error('cannot be loaded');
    module.exports = addon;
  }) as unknown as typeof process.dlopen;
  beforeEach(() => {
    calls = [];
    gated = [];
    process.dlopen = fake;
    const gates = { add: (names: readonly string[]) => void gated.push(...names) } as unknown as BuiltinGates;
    undo = installTranslation(gates, translation);
  });
  afterEach(() => {
    undo();
    process.dlopen = dlopen;
  });

  function load(filename: string, ...flags: number[]): { exports: unknown; filename: string } {
    const module = { exports: {}, filename };
    process.dlopen(module, filename, ...(flags as []));
    return module;
  }

  it('loads what is unpacked from its real path, and tells the addon that name; the program keeps the other', () => {
    addon = { open: (path: string) => path };
    const module = load('/a.zip/x.node', 2);
    assert.deepEqual(calls, [['/real/x.node', '/real/x.node', 2]]);
    assert.equal(module.filename, '/a.zip/x.node');
    assert.equal((module.exports as { open(path: string): string }).open('/a.zip/f'), '/real/f');
  });

  it('leaves the name of addons on the disk and of denied ones as it is', () => {
    addon = {};
    load('/disk/x.node');
    load('/a.zip/denied.node');
    assert.deepEqual(calls, [
      ['/disk/x.node', '/disk/x.node'],
      ['/a.zip/denied.node', '/a.zip/denied.node'],
    ]);
  });

  it('gives the same exports for the same addon, translated once', () => {
    addon = Object.freeze({ open: (path: string) => path });
    const [first, second] = [load('/a.zip/x.node'), load('/disk/y.node')];
    assert.equal(first.exports, second.exports);
    assert.notEqual(first.exports, addon);
    addon = first.exports;
    assert.equal(load('/a.zip/z.node').exports, first.exports);
  });

  it('puts the name back when loading fails', () => {
    addon = null;
    const module = { exports: {}, filename: '/a.zip/x.node' };
    assert.throws(() => process.dlopen(module, '/a.zip/x.node'), /cannot be loaded/);
    assert.equal(module.filename, '/a.zip/x.node');
    const bare = { exports: {} };
    assert.throws(() => process.dlopen(bare, '/a.zip/x.node'), /cannot be loaded/);
    assert.ok(!('filename' in bare));
  });

  it('waits for builtins to be asked for, and is undone', () => {
    assert.deepEqual([...new Set(gated)].sort(), ['child_process', 'cluster', 'sqlite', 'test', 'wasi']);
    undo();
    assert.equal(process.dlopen, fake);
  });
});
