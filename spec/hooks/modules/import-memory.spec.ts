import assert from 'node:assert/strict';
import { makeImportMemory } from '../../../hooks/modules/import-memory.ts';

const found = { url: 'file:///x/app.zip/lib/b.js', format: 'module' } as const;

describe('makeImportMemory', () => {
  it('knows for all modules of a directory what one of them imported', () => {
    const memory = makeImportMemory();
    memory.keep('./b.js', 'file:///x/app.zip/lib/a.js', found);
    assert.equal(memory.find('./b.js', 'file:///x/app.zip/lib/a.js'), found);
    assert.equal(memory.find('./b.js', 'file:///x/app.zip/lib/c.js'), found);
    assert.equal(memory.find('./b.js', 'file:///x/app.zip/a.js'), undefined);
    assert.equal(memory.find('./b.js', 'file:///x/app.zip/lib/deeper/a.js'), undefined);
    assert.equal(memory.find('../b.js', 'file:///x/app.zip/lib/a.js'), undefined);
  });

  it('keeps nothing that depends on more than the directory', () => {
    const memory = makeImportMemory();
    for (const specifier of ['b', '#b', '/b.js', '.b', '..b', '.', '..', 'file:///b.js', '']) {
      memory.keep(specifier, 'file:///x/app.zip/lib/a.js', found);
      assert.equal(memory.find(specifier, 'file:///x/app.zip/lib/a.js'), undefined, specifier);
    }
  });

  it('takes no slash of a query or fragment for one of the path', () => {
    const memory = makeImportMemory();
    for (const url of ['file:///x/app.zip/lib/a.js?as=/y/', 'file:///x/app.zip/lib/a.js#/y/']) {
      memory.keep('./b.js', url, found);
      assert.equal(memory.find('./b.js', url), undefined, url);
    }
    assert.equal(memory.find('./b.js', 'file:///x/app.zip/lib/a.js'), undefined);
  });

  it('forgets', () => {
    const memory = makeImportMemory();
    memory.keep('./b.js', 'file:///x/app.zip/lib/a.js', found);
    memory.forget();
    assert.equal(memory.find('./b.js', 'file:///x/app.zip/lib/a.js'), undefined);
  });
});
