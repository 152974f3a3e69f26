import assert from 'node:assert/strict';
import { type EntryPointContext, findEntryPoint } from '../../../hooks/process/entry-point.ts';

/** A context over named files; `found` is what `require` of the path would find. */
function over(
  files: readonly string[],
  found: string | null = null,
  exported: string | null = null,
  separator = '/',
): EntryPointContext {
  return {
    separator,
    kind: (path) =>
      files.includes(path) ? 'file' : files.some((file) => file.startsWith(path + separator)) ? 'directory' : null,
    resolveAsMain: () => found,
    resolveExports: () => exported,
  };
}

describe('findEntryPoint', () => {
  it('is first what require finds', () => {
    assert.equal(
      findEntryPoint('/a.zip', over(['/a.zip/lib.js', '/a.zip/index.mjs'], '/a.zip/lib.js', '/a.zip/e.js')),
      '/a.zip/lib.js',
    );
  });

  it('is then what the package exports', () => {
    assert.equal(findEntryPoint('/a.zip', over(['/a.zip/index.mjs'], null, '/a.zip/e.js')), '/a.zip/e.js');
  });

  it('is then an index, .js before .mjs before .cjs', () => {
    assert.equal(findEntryPoint('/a.zip', over(['/a.zip/index.cjs', '/a.zip/index.mjs'])), '/a.zip/index.mjs');
    assert.equal(findEntryPoint('C:\\a.zip', over(['C:\\a.zip\\index.cjs'], null, null, '\\')), 'C:\\a.zip\\index.cjs');
  });

  it('is null where nothing is, which Node says best', () => {
    assert.equal(findEntryPoint('/a.zip/gone.js', over(['/a.zip/x.js'])), null);
  });

  it('of an archive without any is an error that names the archive', () => {
    assert.throws(() => findEntryPoint('/a.zip', over(['/a.zip/readme.md'])), {
      code: 'ERR_ZIPIMPORT_ENTRY_MISSING',
      archive: '/a.zip',
    });
  });
});
