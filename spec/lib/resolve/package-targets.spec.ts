// Single targets: forbidden segments, fallbacks, nulls; and who imports.
import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import {
  importerPath,
  importerUrl,
  resolveTarget,
  segmentFault,
  type TargetRequest,
} from '../../../lib/resolve/package-targets.ts';

const REQUEST: TargetRequest = {
  config: {
    path: '/p/package.json',
    directory: '/p',
    name: 'p',
    main: undefined,
    type: 'none',
    exports: {},
    imports: undefined,
  },
  key: './k',
  star: null,
  internal: false,
  directory: false,
  context: {
    flavour: posix,
    importer: { path: null, url: null },
    conditions: new Set(['node']),
    resolveBare: (specifier) => `bare:${specifier}`,
    deprecate: () => {},
  },
};

describe('resolveTarget', () => {
  const rows = [
    ['./a.js', '/p/a.js'],
    [null, null],
    [{ other: './a.js' }, undefined],
    [{ other: './a.js', node: null }, null],
    [{ node: { other: './a.js' }, default: './b.js' }, '/p/b.js'],
    [['bad', './a.js'], '/p/a.js'],
    [[null, './a.js'], '/p/a.js'],
    [['bad', null], null],
    [[{ other: './a.js' }], undefined],
    [[], null],
  ] as const;
  for (const [target, expected] of rows) {
    it(`takes ${JSON.stringify(target)} for ${expected}`, () => assert.equal(resolveTarget(REQUEST, target), expected));
  }
  for (const target of [
    'a.js',
    '',
    '/a.js',
    '../a.js',
    './../a.js',
    './node_modules/a.js',
    'file:///a.js',
    5,
    true,
    ['bad', '/worse'],
  ]) {
    it(`refuses ${JSON.stringify(target)}`, () => {
      assert.throws(() => resolveTarget(REQUEST, target), { code: 'ERR_INVALID_PACKAGE_TARGET' });
    });
  }
  it('refuses keys that are array indexes', () => {
    assert.throws(() => resolveTarget(REQUEST, { 0: './a.js' }), {
      code: 'ERR_INVALID_PACKAGE_CONFIG',
      message: 'Invalid package config /p/package.json. "exports" cannot contain numeric property keys.',
    });
  });
  it('fills every star', () => {
    assert.equal(resolveTarget({ ...REQUEST, star: 'x/y' }, './*/*.js'), '/p/x/y/x/y.js');
    assert.equal(resolveTarget({ ...REQUEST, star: '$&' }, './*.js')?.toString(), 'file:///p/$&.js');
  });
  it('refuses a star that climbs', () => {
    assert.throws(() => resolveTarget({ ...REQUEST, key: './*', star: '../x' }, './lib/*'), {
      code: 'ERR_INVALID_MODULE_SPECIFIER',
      message:
        'Invalid module "./../x" request is not a valid match in pattern "./*" for the "exports" resolution of /p/package.json',
    });
  });
  it('hands bare targets of "imports" on', () => {
    assert.equal(resolveTarget({ ...REQUEST, internal: true }, 'dep/x'), 'bare:dep/x');
  });
});

describe('segmentFault', () => {
  for (const text of [
    '..',
    'a/..',
    './a',
    'a/./b',
    'node_modules/x',
    'a\\..\\b',
    '%2e%2E/x',
    '.%2e',
    'NODE_modules',
    '%6eode%5Fmodules',
  ]) {
    it(`forbids ${text}`, () => assert.equal(segmentFault(text), 'forbidden'));
  }
  for (const text of ['', '/a', 'a/', 'a//b', 'a\\']) {
    it(`sees an empty segment in ${JSON.stringify(text)}`, () => assert.equal(segmentFault(text), 'empty'));
  }
  for (const text of ['a', 'a/b', '...', '.a', 'a%zz', 'x%2fy', 'my_node_modules', '%2e%2e%2e']) {
    it(`allows ${text}`, () => assert.equal(segmentFault(text), 'none'));
  }
});

describe('importerPath and importerUrl', () => {
  it('make one of the other, in either flavour', () => {
    assert.equal(importerPath({ path: null, url: 'file:///a%20b' }, posix), '/a b');
    assert.equal(importerUrl({ path: '/a b', url: null }, posix), 'file:///a%20b');
    assert.equal(importerPath({ path: null, url: 'file:///C:/a' }, win32), 'C:\\a');
    assert.equal(importerUrl({ path: 'C:\\a', url: null }, win32), 'file:///C:/a');
    assert.equal(importerPath({ path: null, url: null }, posix), null);
    assert.equal(importerUrl({ path: null, url: null }, posix), null);
  });
});
