import assert from 'node:assert/strict';
import { translateExports, translateFunction, withRealPaths } from '../../../hooks/extraction/native-arguments.ts';

const translate = (text: string): string | null => (text.startsWith('/a.zip/') ? `/real/${text.slice(7)}` : null);
/** What the action saw. */
const seenBy = (args: readonly unknown[]): unknown =>
  withRealPaths(args, translate, (real) => JSON.parse(JSON.stringify(real)) as unknown);

describe('withRealPaths', () => {
  it('translates strings and leaves everything else', () => {
    assert.deepEqual(seenBy(['/a.zip/x', '/disk/x', 1, null, true]), ['/real/x', '/disk/x', 1, null, true]);
  });

  it('translates within plain objects and lists, as deep as sharp puts them, and puts them back', () => {
    const options = { composite: [{ input: { file: '/a.zip/x' } }], input: { file: '/a.zip/y' }, width: 1 };
    const before = structuredClone(options);
    assert.deepEqual(seenBy([options]), [
      { composite: [{ input: { file: '/real/x' } }], input: { file: '/real/y' }, width: 1 },
    ]);
    assert.deepEqual(options, before);
  });

  it('puts back when the call throws', () => {
    const options = { file: '/a.zip/x' };
    const fail = (): never => {
      throw new Error('native');
    };
    assert.throws(() => withRealPaths([options], translate, fail), /native/);
    assert.equal(options.file, '/a.zip/x');
  });

  it('keeps what the call wrote itself', () => {
    const options = { file: '/a.zip/x' };
    withRealPaths([options], translate, () => {
      options.file = 'written';
    });
    assert.equal(options.file, 'written');
  });

  it('looks at no more of large data than a call can bear', () => {
    let asked = 0;
    const count = (): null => {
      asked += 1;
      return null;
    };
    const rows = Array.from({ length: 100_000 }, () => ({ name: 'x' }));
    withRealPaths([rows, rows], count, () => {});
    assert.ok(asked <= 2000, `${asked}`);
  });

  it('touches no instances, no getters, nothing read-only, and ends where an object holds itself', () => {
    class Instance {
      file = '/a.zip/x';
    }
    let asked = 0;
    const own: Record<string, unknown> = {
      instance: new Instance(),
      frozen: Object.freeze({ file: '/a.zip/x' }),
      get lazy() {
        asked += 1;
        return '/a.zip/x';
      },
    };
    own.self = own;
    withRealPaths([own], translate, ([given]) => {
      assert.equal(given, own);
      assert.equal((own.instance as Instance).file, '/a.zip/x');
      assert.equal((own.frozen as Instance).file, '/a.zip/x');
    });
    assert.equal(asked, 0);
  });
});

describe('translateFunction', () => {
  it('translates for calls, with the same `this` and result', () => {
    const original = function (this: unknown, ...args: unknown[]): unknown {
      return [this, ...args];
    };
    const self = {};
    assert.deepEqual(translateFunction(original, translate).call(self, '/a.zip/x', 2), [self, '/real/x', 2]);
  });

  it('keeps a class what it is: instances, subclasses, statics, name', () => {
    class Database {
      static readonly version: number = 1;
      readonly path: string;
      constructor(path: string) {
        this.path = path;
      }
    }
    const Translated = translateFunction(Database, translate);
    const database = new Translated('/a.zip/x');
    assert.equal(database.path, '/real/x');
    assert.ok(database instanceof Translated && database instanceof Database);
    assert.equal(Translated.version, 1);
    assert.equal(Translated.name, 'Database');
    class Own extends Translated {}
    assert.equal(new Own('/a.zip/y').path, '/real/y');
    assert.ok(new Own('') instanceof Own);
  });
});

describe('translateExports', () => {
  it('replaces functions in the same object', () => {
    const exports = { open: (path: string): string => path, version: 1 };
    const translated = translateExports(exports, translate) as typeof exports;
    assert.equal(translated, exports);
    assert.equal(translated.open('/a.zip/x'), '/real/x');
    assert.equal(translated.version, 1);
  });

  it('makes another object where an addon made its properties read-only', () => {
    const open = (path: string): string => path;
    const exports = Object.defineProperties(Object.create({ inherited: true }) as { inherited: boolean }, {
      open: { value: open },
      version: { value: 1, enumerable: true },
    }) as { open: typeof open; version: number; inherited: boolean };
    const translated = translateExports(exports, translate) as typeof exports;
    assert.equal(translated.open('/a.zip/x'), '/real/x');
    assert.equal(exports.open, open);
    assert.deepEqual([translated.version, translated.inherited], [1, true]);
    assert.deepEqual(Object.getOwnPropertyDescriptor(translated, 'version'), {
      value: 1,
      enumerable: true,
      writable: false,
      configurable: false,
    });
  });

  it('takes a function for exports, and leaves what is neither', () => {
    const translated = translateExports((path: string) => path, translate) as (path: string) => string;
    assert.equal(translated('/a.zip/x'), '/real/x');
    assert.equal(translateExports(1, translate), 1);
    assert.equal(translateExports(null, translate), null);
  });
});
