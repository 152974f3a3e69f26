// Taking specifiers apart: tables, with Windows rows.
import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import {
  asksForDirectory,
  isLocalRequest,
  isPathSpecifier,
  isPlainPath,
  isPlainRelative,
  isPlainText,
  isRelativeRequest,
  joinName,
  joinPath,
  joinRelative,
  normalDirectory,
  parentOf,
  parsePackageRequest,
  parsePackageSpecifier,
} from '../../../lib/resolve/specifier.ts';

describe('isPathSpecifier', () => {
  for (const specifier of ['.', '..', './', '../', './a', '../a', '/', '/a', './..']) {
    it(`is true of ${JSON.stringify(specifier)}`, () => assert.equal(isPathSpecifier(specifier), true));
  }
  for (const specifier of ['', 'a', '.a', '..a', '...', '@a/b', '#a', '.\\a', 'a/./b']) {
    it(`is false of ${JSON.stringify(specifier)}`, () => assert.equal(isPathSpecifier(specifier), false));
  }
});

describe('isRelativeRequest', () => {
  const rows: readonly (readonly [string, boolean, boolean])[] = [
    ['', false, false],
    ['.', true, true],
    ['..', true, true],
    ['./a', true, true],
    ['../a', true, true],
    ['.\\a', false, true],
    ['..\\a', true, true],
    ['.a', false, false],
    ['..a', false, false],
    ['/a', false, false],
    ['a', false, false],
  ];
  for (const [request, onPosix, onWindows] of rows) {
    it(`is ${onPosix} of ${JSON.stringify(request)}, on Windows ${onWindows}`, () => {
      assert.equal(isRelativeRequest(request, false), onPosix);
      assert.equal(isRelativeRequest(request, true), onWindows);
    });
  }
});

describe('isLocalRequest', () => {
  it('takes what begins with two dots for local, as Node does', () => {
    assert.equal(isLocalRequest('..foo', false), true);
    assert.equal(isLocalRequest('.foo', false), false);
  });
  it('takes a backslash for a separator on Windows only', () => {
    assert.equal(isLocalRequest('.\\a', false), false);
    assert.equal(isLocalRequest('.\\a', true), true);
  });
  it('is false of nothing and of names', () => {
    assert.equal(isLocalRequest('', false), false);
    assert.equal(isLocalRequest('a', false), false);
  });
});

describe('asksForDirectory', () => {
  for (const request of ['/', 'a/', '.', '..', './.', 'a/.', 'a/..']) {
    it(`is true of ${request}`, () => assert.equal(asksForDirectory(request), true));
  }
  for (const request of ['', 'a', 'a.', 'a..', './a..', '...', 'a/...', '/a']) {
    it(`is false of ${JSON.stringify(request)}`, () => assert.equal(asksForDirectory(request), false));
  }
});

describe('parsePackageSpecifier', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['a', 'a', '.'],
    ['a/', 'a', './'],
    ['a/b/c.js', 'a', './b/c.js'],
    ['@s/a', '@s/a', '.'],
    ['@s/a/b', '@s/a', './b'],
    ['@s/', '@s/', '.'],
    ['', '', '.'],
    ['ünï/x', 'ünï', './x'],
  ];
  for (const [specifier, name, subpath] of rows) {
    it(`takes ${JSON.stringify(specifier)} apart`, () => {
      assert.deepEqual(parsePackageSpecifier(specifier), { name, subpath });
    });
  }
  for (const specifier of ['@s', '@', '.a', 'a%b', 'a\\b', '@s%/a', '@s/a%b']) {
    it(`refuses ${specifier}`, () => assert.equal(parsePackageSpecifier(specifier), null));
  }
});

describe('parsePackageRequest', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['a', 'a', '.'],
    ['a/b', 'a', './b'],
    ['a/', 'a', './'],
    ['@s/a/b', '@s/a', './b'],
    ['@s', '@s', '.'],
    ['@s/', '@s', './'],
    ['@s/.x', '@s', './.x'],
    ['@s/a%b', '@s', './a%b'],
    ['a/b%c\\d', 'a', './b%c\\d'],
    ['@/a', '@', './a'],
  ];
  for (const [request, name, subpath] of rows) {
    it(`takes ${request} apart`, () => assert.deepEqual(parsePackageRequest(request), { name, subpath }));
  }
  for (const request of ['', '.', './a', '.a', '/a', 'a%b/c', 'a\\b', '@s\\x/a']) {
    it(`finds no name in ${JSON.stringify(request)}`, () => assert.equal(parsePackageRequest(request), null));
  }
});

describe('isPlainRelative', () => {
  for (const text of ['a', 'a.js', 'a/b-c_d@e+f.js', 'a..b/c.']) {
    it(`is true of ${text}`, () => assert.equal(isPlainRelative(text), true));
  }
  for (const text of [
    '',
    '.',
    '.a',
    '/a',
    'a/',
    'a//b',
    'a/.b',
    'a/../b',
    'a b',
    'a%20',
    'a?b',
    'a#b',
    'a\\b',
    'a~',
    'ä',
    'a*',
    'a:b',
  ]) {
    it(`is false of ${JSON.stringify(text)}`, () => assert.equal(isPlainRelative(text), false));
  }
});

describe('isPlainPath', () => {
  it('wants an absolute POSIX path without escapes', () => {
    assert.equal(isPlainPath('/a/.b/c'), true);
    assert.equal(isPlainPath('a'), false);
    assert.equal(isPlainPath('/a b'), false);
    assert.equal(isPlainPath('C:\\a'), false);
  });
});

describe('isPlainText', () => {
  it('looks at characters alone', () => {
    assert.equal(isPlainText('./../a.js'), true);
    assert.equal(isPlainText('./a?b'), false);
  });
});

describe('joinRelative', () => {
  const directories = ['/', '/a', '/a/b/c.zip'];
  const specifiers = ['./x', './x/y.js', '../x', '../../x', '../../../../x/y', 'x', 'x/y', '@s/x'];
  for (const directory of directories) {
    for (const specifier of specifiers) {
      it(`joins ${directory} and ${specifier} as path.resolve does`, () => {
        assert.equal(joinRelative(directory, specifier), posix.resolve(directory, specifier));
      });
    }
  }
  for (const specifier of [
    '.',
    '..',
    './',
    '../',
    '/x',
    './x/',
    './x/./y',
    './x/../y',
    './/x',
    './x//y',
    './.x',
    '',
    '.././x',
    '..x',
  ]) {
    it(`leaves ${JSON.stringify(specifier)} to others`, () => assert.equal(joinRelative('/a/b', specifier), null));
  }
});

describe('joinPath', () => {
  for (const specifier of ['./x', '..', './x/../y', 'x//y', '/x', '.hidden', 'x/']) {
    it(`is path.resolve for ${specifier}`, () => {
      assert.equal(joinPath('/a/b', specifier, posix), posix.resolve('/a/b', specifier));
      assert.equal(joinPath('C:\\a\\b', specifier, win32), win32.resolve('C:\\a\\b', specifier));
    });
  }
});

describe('normalDirectory', () => {
  for (const directory of [
    '/',
    '/a',
    '/a/',
    '/a/.',
    '/a/..',
    '/a/../b',
    '/a//b',
    '/a/.b',
    '/a/..b',
    '/a/...',
    'a',
    '.',
    '',
  ]) {
    it(`is path.resolve for ${JSON.stringify(directory)}`, () => {
      assert.equal(normalDirectory(directory, posix), posix.resolve(directory));
    });
  }
  it('spells Windows paths with backslashes', () => {
    assert.equal(normalDirectory('C:/a/../b', win32), 'C:\\b');
  });
});

describe('joinName', () => {
  it('puts one separator between', () => {
    assert.equal(joinName('/', 'a', posix), '/a');
    assert.equal(joinName('/x', '@s/a', posix), '/x/@s/a');
    assert.equal(joinName('C:\\', '@s/a', win32), 'C:\\@s\\a');
    assert.equal(joinName('C:\\x', 'a', win32), 'C:\\x\\a');
  });
});

describe('parentOf', () => {
  for (const path of ['/', '/a', '/a/b.js', '/a/b.c/d', '/a.zip']) {
    it(`is path.posix.dirname of ${path}`, () => assert.equal(parentOf(path, posix), posix.dirname(path)));
  }
  for (const path of ['C:\\', 'C:\\a', 'C:\\a\\b.js', '\\\\server\\share\\a', '\\\\?\\C:\\a']) {
    it(`is path.win32.dirname of ${path}`, () => assert.equal(parentOf(path, win32), win32.dirname(path)));
  }
});
