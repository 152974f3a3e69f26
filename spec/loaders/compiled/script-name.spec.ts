import assert from 'node:assert/strict';
import { Script } from 'node:vm';
import { flat, KEEPS_NAME, renameScript, restoreName, STORED_NAME } from '../../../loaders/compiled/script-name.ts';

const SOURCE =
  '(function () { const text = "zipimport"; return [new Error(text).stack.split("\\n")[1].trim(), text]; })';

/** What the script says where it is, when its code cache was made under one name, and is used under another. */
function saidAs(made: string, used: string): unknown {
  const text = `${SOURCE}// ${made.length} ${used.length} ${used.charCodeAt(used.length - 1)}`;
  const data = new Script(text, { filename: flat(made) }).createCachedData();
  const stored = renameScript(data, made, STORED_NAME);
  const cachedData = stored === null ? null : restoreName(stored, used);
  assert.ok(stored !== null && cachedData !== null, `${made} is not found`);
  assert.deepEqual(cachedData, renameScript(stored, STORED_NAME, used));
  // Another text would not fit, and the same one V8 has in its memory already, unless the name is another.
  const script = new Script(text, { filename: 'other', cachedData });
  assert.equal(script.cachedDataRejected, false);
  return (script.runInThisContext() as () => unknown)();
}

describe('renameScript', () => {
  if (KEEPS_NAME) {
    it('gives a code cache another name, of any length', () => {
      const names = [
        '/a/main.js',
        `/${'folder/'.repeat(30)}main.js`,
        `/${'folder/'.repeat(36)}m.js`,
        `/${'folder/'.repeat(400)}main.js`,
        '/ü/main.js',
      ];
      for (const used of names) assert.deepEqual(saidAs('/made/here.js', used), [`at ${used}:1:50`, 'zipimport']);
      for (const made of names) assert.deepEqual(saidAs(made, '/x.js'), ['at /x.js:1:50', 'zipimport']);
    });

    it('leaves a constant of the same text alone', () => {
      const text = `(function () { return ${JSON.stringify(STORED_NAME)}; })`;
      const data = new Script(text, { filename: flat('/made.js') }).createCachedData();
      const stored = renameScript(data, '/made.js', '/other.js');
      const script = new Script(text, { filename: 'unknown', cachedData: stored! });
      assert.equal((script.runInThisContext() as () => unknown)(), STORED_NAME);
    });
  } else {
    it('is not needed: V8 gives the script the name that it is told', () => {
      const data = new Script(SOURCE, { filename: '/made.js' }).createCachedData();
      const script = new Script(SOURCE, { filename: '/used.js', cachedData: data });
      assert.equal(script.cachedDataRejected, false);
      assert.deepEqual((script.runInThisContext() as () => unknown)(), ['at /used.js:1:50', 'zipimport']);
    });
  }

  it('says that there is no such name, or that it cannot be given', () => {
    const data = new Script('0', { filename: flat('/made.js') }).createCachedData();
    assert.equal(renameScript(data, '/made.js', '/日本.js'), null);
    assert.equal(renameScript(data, '/other.js', '/x.js'), null);
    assert.equal(restoreName(data, '/x.js'), null);
    assert.equal(restoreName(data, `/${'folder/'.repeat(30)}x.js`), null);
    if (!KEEPS_NAME) return;
    const stored = renameScript(data, '/made.js', STORED_NAME);
    assert.ok(stored !== null);
    assert.equal(restoreName(stored, `/${'folder/'.repeat(30)}日本.js`), null);
  });
});
