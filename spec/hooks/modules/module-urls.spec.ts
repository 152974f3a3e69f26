import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { filePath, makeOwnPath } from '../../../hooks/modules/module-urls.ts';

const POSIX = process.platform !== 'win32';

describe('filePath', () => {
  it('is null for what names no file of this machine', () => {
    for (const url of ['node:fs', 'data:text/javascript,1', 'https://x/a.js', 'file://other-host/a.js', 'fs', '']) {
      if (POSIX || url !== 'file://other-host/a.js') assert.equal(filePath(url), null, url);
    }
  });

  if (POSIX) {
    const TABLE: readonly (readonly [url: string, path: string])[] = [
      ['file:///a/b.zip/c.js', '/a/b.zip/c.js'],
      ['file:///a/b.zip/c.js?x=1', '/a/b.zip/c.js'],
      ['file:///a/b.zip/c.js#x', '/a/b.zip/c.js'],
      ['file:///a/b.zip/c.js#x?y', '/a/b.zip/c.js'],
      ['file:///a/b.zip/c.js?x#y', '/a/b.zip/c.js'],
      ['file:///a/with%20space/%C3%A9%23.js', '/a/with space/é#.js'],
      ['file:///', '/'],
    ];
    for (const [url, path] of TABLE) it(`of ${url} is ${path}`, () => assert.equal(filePath(url), path));
  }

  it('undoes pathToFileURL', () => {
    const path = POSIX ? '/a b/ü%/#?.zip/x.js' : 'C:\\a b\\ü%\\#.zip\\x.js';
    assert.equal(filePath(pathToFileURL(path).href), path);
  });

  it('refuses an escaped separator', () => {
    assert.equal(filePath('file:///a%2fb.js'), null);
  });
});

describe('makeOwnPath', () => {
  it('answers for owned paths only, and asks once', () => {
    const asked: string[] = [];
    const ownPath = makeOwnPath((path) => asked.push(path) > 0 && path.includes('.zip'));
    const inside = pathToFileURL(POSIX ? '/a.zip/x.js' : 'C:\\a.zip\\x.js').href;
    const outside = pathToFileURL(POSIX ? '/a/x.js' : 'C:\\a\\x.js').href;
    assert.equal(ownPath(inside), filePath(inside));
    assert.equal(ownPath(inside), filePath(inside));
    assert.equal(ownPath(outside), null);
    assert.equal(ownPath('node:fs'), null);
    assert.equal(asked.length, 2);
    ownPath.forget();
    ownPath(outside);
    assert.equal(asked.length, 3);
  });
});
