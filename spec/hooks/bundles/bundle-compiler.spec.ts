import assert from 'node:assert/strict';
import {
  type BundleFunction,
  bundleCompiler,
  cacheFolder,
  cachingCompiler,
  recordingCompiler,
} from '../../../hooks/bundles/bundle-compiler.ts';

const TEXT = Buffer.from(
  'exports.answer = () => [__dirname, new Error().stack.split("\\n")[1]]; module.exports.id = "ü";',
);

function load(bundle: BundleFunction): { readonly answer: () => [string, string]; readonly id: string } {
  const module = { exports: {} };
  bundle(module, module.exports, '/somewhere');
  return module.exports as never;
}

describe('bundleCompiler', () => {
  it('compiles, where nobody has set another', () => {
    const { answer, id } = load(bundleCompiler().compile('a', TEXT, '/somewhere/a.cjs'));
    assert.equal(id, 'ü');
    assert.equal(answer()[0], '/somewhere');
    assert.match(answer()[1], /\/somewhere\/a\.cjs:1:36\)$/);
  });
});

describe('recordingCompiler and cachingCompiler', () => {
  function record(): ReadonlyMap<string, Buffer> {
    const compiler = recordingCompiler();
    load(compiler.compile('a', TEXT, '/elsewhere/a.cjs')).answer();
    return compiler.codeCaches();
  }

  it('give and take a code cache by the V8, the name of the bundle and its text', () => {
    const caches = record();
    const [name = ''] = caches.keys();
    assert.equal(caches.size, 1);
    assert.ok(name.startsWith(`${cacheFolder()}a-`));
    assert.match(name, /\/a-[0-9a-f]{8}\.cache$/);
    const asked: string[] = [];
    const compiler = cachingCompiler((wanted) => {
      asked.push(wanted);
      return caches.get(wanted) ?? null;
    });
    const { answer, id } = load(compiler.compile('a', TEXT, '/somewhere/a.cjs'));
    assert.equal(id, 'ü');
    // V8 11 keeps the name of the recording, which is of no machine.
    assert.match(answer()[1], /(?:\/somewhere|zipimport)\/a\.cjs:1:36\)$/);
    load(compiler.compile('b', TEXT, '/somewhere/b.cjs'));
    load(compiler.compile('a', Buffer.concat([TEXT, Buffer.from(' ')]), '/somewhere/a.cjs'));
    assert.equal(asked[0], name);
    assert.ok(asked[1]?.startsWith(`${cacheFolder()}b-`));
    assert.ok(asked[2] !== name && asked[2]?.startsWith(`${cacheFolder()}a-`));
  });

  it('compile where the code cache is of another text or none at all', () => {
    const [cache = Buffer.alloc(0)] = record().values();
    for (const data of [Buffer.from('none'), cache.subarray(0, 40), Buffer.alloc(0)]) {
      assert.equal(load(cachingCompiler(() => data).compile('a', TEXT, '/a.cjs')).id, 'ü');
    }
    const longer = Buffer.concat([TEXT, Buffer.from('\nexports.id = 2;')]);
    assert.equal(load(cachingCompiler(() => cache).compile('a', longer, '/a.cjs')).id, 2);
  });
});
