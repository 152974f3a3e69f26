import assert from 'node:assert/strict';
import { entryEnds, isBoundary, isTidy, type PathStyle, rootLength, tidy } from '../../../lib/path/split-path.ts';

function candidates(
  text: string,
  style: PathStyle,
  known: readonly string[] = [],
  suffixes: readonly string[] = ['.zip'],
): string[] {
  return entryEnds(text, suffixes, known, style).map((end) => text.slice(0, end));
}

describe('entryEnds', () => {
  const posix: readonly (readonly [string, readonly string[]])[] = [
    ['/', []],
    ['/a', []],
    ['/a.zip', ['/a.zip']],
    ['/a.zip/b', ['/a.zip']],
    ['/x.zip/y.zip/z', ['/x.zip', '/x.zip/y.zip']],
    ['/a.zip.js', []],
    ['/a.zipped/b', []],
    ['/a.zip.d/b.zip/c', ['/a.zip.d/b.zip']],
    ['/a.zip.zip/b', ['/a.zip.zip']],
    ['/.zip/b', []],
    ['/d/.zip', []],
    ['/a.ZIP/b', []],
    ['/a b.zip/ü/c', ['/a b.zip']],
    ['/d/a.zip\\b', []],
  ];
  for (const [text, expected] of posix) {
    it(`posix ${text}`, () => assert.deepEqual(candidates(text, 'posix'), expected));
  }

  const win32: readonly (readonly [string, readonly string[]])[] = [
    ['C:\\', []],
    ['C:\\a.zip', ['C:\\a.zip']],
    ['C:\\d\\a.zip\\b\\c.js', ['C:\\d\\a.zip']],
    ['C:\\d\\A.ZIP\\b', ['C:\\d\\A.ZIP']],
    ['\\\\server\\share\\a.zip\\b', ['\\\\server\\share\\a.zip']],
    ['\\\\?\\C:\\a.zip\\b', ['\\\\?\\C:\\a.zip']],
    ['\\\\?\\UNC\\server\\share\\a.zip\\b', ['\\\\?\\UNC\\server\\share\\a.zip']],
    ['C:\\x.zip\\y.zip\\z', ['C:\\x.zip', 'C:\\x.zip\\y.zip']],
    ['C:\\a.zip.js', []],
  ];
  for (const [text, expected] of win32) {
    it(`win32 ${text}`, () => assert.deepEqual(candidates(text, 'win32'), expected));
  }

  it('takes known entries of any name, and only at a boundary', () => {
    assert.deepEqual(candidates('/opt/app/x', 'posix', ['/opt/app']), ['/opt/app']);
    assert.deepEqual(candidates('/opt/app', 'posix', ['/opt/app']), ['/opt/app']);
    assert.deepEqual(candidates('/opt/apple', 'posix', ['/opt/app']), []);
    assert.deepEqual(candidates('/opt/app/a.zip/b', 'posix', ['/opt/app']), ['/opt/app', '/opt/app/a.zip']);
  });

  it('gives each once, outermost first, for several suffixes', () => {
    assert.deepEqual(candidates('/a.asar/b.zip/c', 'posix', ['/a.asar'], ['.zip', '.asar']), [
      '/a.asar',
      '/a.asar/b.zip',
    ]);
  });
});

describe('isTidy', () => {
  const rows: readonly (readonly [PathStyle, string, boolean])[] = [
    ['posix', '/a/b', true],
    ['posix', '/a/.b/..c/...', true],
    ['posix', '', true],
    ['posix', '/', false],
    ['posix', '/a/', false],
    ['posix', '/a//b', false],
    ['posix', '/a/./b', false],
    ['posix', '/a/../b', false],
    ['posix', '/a/.', false],
    ['posix', '/a/..', false],
    ['posix', '/a\\..\\b', true],
    ['win32', 'C:\\a\\b', true],
    ['win32', 'C:\\a/b', false],
    ['win32', 'C:\\a\\..\\b', false],
    ['win32', 'C:\\a\\', false],
    ['win32', 'C:\\a\\\\b', false],
  ];
  for (const [style, text, expected] of rows) {
    it(`${style} ${JSON.stringify(text)} is ${expected}`, () => assert.equal(isTidy(text, 0, style), expected));
  }

  it('looks only behind the start', () => assert.equal(isTidy('/a/../b/c', 5, 'posix'), true));
});

describe('tidy', () => {
  const rows: readonly (readonly [PathStyle, string, string])[] = [
    ['posix', '/a//b/../c/', '/a/c'],
    ['posix', '/', '/'],
    ['posix', '/../..', '/'],
    ['win32', 'C:\\a\\..\\b\\', 'C:\\b'],
    ['win32', 'C:/a/b', 'C:\\a\\b'],
    ['win32', 'C:\\', 'C:\\'],
    ['win32', '\\\\server\\share\\a\\..\\b', '\\\\server\\share\\b'],
    ['win32', '\\\\?\\C:\\a\\b\\', '\\\\?\\C:\\a\\b'],
  ];
  for (const [style, text, expected] of rows) {
    it(`${style} ${text} -> ${expected}`, () => assert.equal(tidy(text, style), expected));
  }
});

describe('rootLength', () => {
  it('skips the two separators of UNC and device paths', () => {
    assert.deepEqual(
      [rootLength('\\\\s\\h', 'win32'), rootLength('C:\\a', 'win32'), rootLength('//a', 'posix')],
      [2, 0, 0],
    );
  });
});

describe('isBoundary', () => {
  it('is the end or a separator', () => {
    assert.deepEqual(
      [2, 3, 4, 5].map((at) => isBoundary('/ab/c', at, 'posix')),
      [false, true, false, true],
    );
    assert.equal(isBoundary('a\\b', 1, 'posix'), false);
    assert.equal(isBoundary('a\\b', 1, 'win32'), true);
  });
});
