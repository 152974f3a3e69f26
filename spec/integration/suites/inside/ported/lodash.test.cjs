// lodash: cases after its test/test.js, over the whole build, the modular files and the functional variant.
const assert = require('node:assert/strict');
const { readdirSync } = require('node:fs');
const { dirname, join } = require('node:path');
const _ = require('lodash');

describe('lodash', () => {
  it('chunks, zips and flattens', () => {
    assert.deepEqual(_.chunk([0, 1, 2, 3, 4], 2), [[0, 1], [2, 3], [4]]);
    assert.deepEqual(_.zipObject(['a', 'b'], [1, 2]), { a: 1, b: 2 });
    assert.deepEqual(_.flattenDeep([1, [2, [3, [4]]]]), [1, 2, 3, 4]);
  });
  it('merges deeply and leaves the sources alone', () => {
    const source = { a: [{ b: 2 }, { d: 4 }] };
    const merged = _.merge({ a: [{ c: 3 }] }, source);
    assert.deepEqual(merged, { a: [{ b: 2, c: 3 }, { d: 4 }] });
    assert.notEqual(merged.a[0], source.a[0]);
  });
  it('clones circular structures', () => {
    const object = { list: [new Map([['k', new Set([1])]])] };
    object.self = object;
    const clone = _.cloneDeep(object);
    assert.equal(clone.self, clone);
    assert.deepEqual([...clone.list[0].get('k')], [1]);
  });
  it('compiles templates', () => {
    const compiled = _.template('<% _.each(names, (n) => { %><li><%- n %></li><% }) %>', { imports: { _ } });
    assert.equal(compiled({ names: ['<a>', 'b'] }), '<li>&lt;a&gt;</li><li>b</li>');
  });
  it('chains lazily', () => {
    let calls = 0;
    const first = _(_.range(1000))
      .map((n) => {
        calls++;
        return n * n;
      })
      .filter((n) => n % 2 === 1)
      .take(2)
      .value();
    assert.deepEqual(first, [1, 9]);
    assert.ok(calls < 10);
  });
  it('has the same functions in files of their own', () => {
    const folder = dirname(require.resolve('lodash/package.json'));
    const names = readdirSync(folder)
      .filter((name) => /^[a-z]\w*\.js$/.test(name))
      .map((name) => name.slice(0, -3));
    const functions = names.filter((name) => typeof _[name] === 'function');
    assert.ok(functions.length > 290);
    for (const name of functions) assert.equal(typeof require(join(folder, `${name}.js`)), 'function', name);
  });
  it('has a functional variant', () => {
    const fp = require('lodash/fp');
    assert.deepEqual(
      fp.flow(
        fp.map((n) => n * 2),
        fp.filter((n) => n > 2),
      )([1, 2, 3]),
      [4, 6],
    );
    assert.ok(Object.isFrozen(fp.set('a.b', 1, Object.freeze({}))) === false);
  });
});
