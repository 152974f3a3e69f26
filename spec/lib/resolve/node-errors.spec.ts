// The errors look as Node's do: to instanceof, in String(), in the stack, in their properties.
import assert from 'node:assert/strict';
import {
  importedMainNotFound,
  importedModuleNotFound,
  invalidModuleSpecifier,
  invalidPackageTarget,
  packageImportNotDefined,
  packagePathNotExported,
  quirksOf,
  requiredModuleNotFound,
  requiredTargetNotFound,
  unknownFileExtension,
  unparsablePackageConfig,
} from '../../../lib/resolve/node-errors.ts';

describe('importedModuleNotFound', () => {
  it('shows its code as Node shows it', () => {
    const error = importedModuleNotFound('/a', '/b.mjs', 'file:///a');
    const shown = "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/a' imported from /b.mjs";
    assert.equal(String(error), shown);
    assert.equal(error.stack?.split('\n')[0], shown);
    assert.equal(error.name, 'Error');
    assert.deepEqual(Object.keys(error), ['code', 'url']);
  });
  it('shows a message that was added to', () => {
    const error = importedModuleNotFound('/a', '/b.mjs', 'file:///a');
    error.message += '!';
    assert.match(String(error), /b\.mjs!$/);
  });
});

describe('importedMainNotFound', () => {
  it('hides its code, as errors from C++ do', () => {
    const error = importedMainNotFound('/a', '/b.mjs');
    assert.equal(error.code, 'ERR_MODULE_NOT_FOUND');
    assert.equal(String(error), "Error: Cannot find package '/a' imported from /b.mjs");
  });
});

describe('TypeErrors', () => {
  const errors = [
    invalidModuleSpecifier('a', 'b', null),
    packageImportNotDefined('#a', null, '/b'),
    unknownFileExtension('.x', '/a.x'),
  ];
  for (const error of errors) {
    it(`${error.code} is one`, () => {
      assert.ok(error instanceof TypeError);
      assert.equal(error.name, 'TypeError');
      assert.ok(error.stack?.startsWith(`TypeError [${error.code}]: ${error.message}\n`));
    });
  }
});

describe('invalidPackageTarget', () => {
  it('gives the hint only where "./" is missing in "exports"', () => {
    const hint = /; targets must start with "\.\/"$/;
    assert.match(invalidPackageTarget('/p/', '.', 'x', false, null).message, hint);
    assert.doesNotMatch(invalidPackageTarget('/p/', '.', '', false, null).message, hint);
    assert.doesNotMatch(invalidPackageTarget('/p/', './a', './../x', false, null).message, hint);
    assert.doesNotMatch(invalidPackageTarget('/p/', '#a', 'x', true, '/i.js').message, hint);
  });
});

describe('packagePathNotExported', () => {
  it('words the main entry differently', () => {
    assert.equal(packagePathNotExported('/p/', '.', null).message, 'No "exports" main defined in /p/package.json');
    assert.equal(
      packagePathNotExported('/p/', './a', '/b').message,
      `Package subpath './a' is not defined by "exports" in /p/package.json imported from /b`,
    );
  });
});

describe('requiredModuleNotFound', () => {
  it('lists who required', () => {
    const error = requiredModuleNotFound('x', ['/a.js', '/b.js']);
    assert.equal(error.message, "Cannot find module 'x'\nRequire stack:\n- /a.js\n- /b.js");
    assert.deepEqual(error.requireStack, ['/a.js', '/b.js']);
  });
  it('lists nobody when nobody did', () => {
    assert.equal(requiredModuleNotFound('x', []).message, "Cannot find module 'x'");
  });
});

describe('requiredTargetNotFound', () => {
  it('has a path only where one is known', () => {
    assert.deepEqual(Object.keys(requiredTargetNotFound('x', null)), ['code']);
    assert.equal(requiredTargetNotFound('x', '/p').path, '/p');
  });
});

describe('unparsablePackageConfig', () => {
  it('says why on Node 20 and not later', () => {
    const cause = new SyntaxError('bad');
    const message = (version: string): string =>
      unparsablePackageConfig('/p/package.json', cause, { scopeOf: '/p/x.js' }, quirksOf(version)).message;
    assert.equal(message('20.19.0'), 'Invalid package config /p/package.json while importing /p/x.js. bad');
    assert.equal(message('22.15.0'), 'Invalid package config /p/package.json.');
  });
});

describe('quirksOf', () => {
  for (const [version, allowed] of [
    ['20.19.0', false],
    ['22.22.0', false],
    ['24.13.9', false],
    ['24.14.0', true],
    ['25.3.0', false],
    ['25.4.0', true],
    ['26.0.0', true],
  ] as const) {
    it(`${allowed ? 'allows' : 'refuses'} #/ on ${version}`, () =>
      assert.equal(quirksOf(version).slashImports, allowed));
  }
});
