// checkImportAttributes against the running Node: the same code and message for the same import of a file on disk.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkImportAttributes } from '../../../hooks/modules/import-attributes.ts';
import type { Format } from '../../../loaders/loader.ts';
import { runNode } from '../../support/run-node.ts';
import { makeTempFolder, removeFolder, writeTree } from '../../support/temp-folder.ts';

const CASES: readonly (readonly [file: string, format: Format, attributes: Record<string, string>])[] = [
  ['a.json', 'json', { type: 'json' }],
  ['a.json', 'json', {}],
  ['a.json', 'json', { type: 'css' }],
  ['a.mjs', 'module', {}],
  ['a.mjs', 'module', { type: 'json' }],
  ['a.mjs', 'module', { type: 'javascript' }],
  ['a.cjs', 'commonjs', { type: 'json' }],
  ['a.json', 'json', { type: 'json', other: 'x' }],
];

describe('checkImportAttributes', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
    writeTree(folder, { 'a.json': '{}', 'a.mjs': '', 'a.cjs': '' });
  });
  after(() => removeFolder(folder));

  for (const [file, format, attributes] of CASES) {
    it(`says of ${file} with ${JSON.stringify(attributes)} what Node says`, () => {
      const url = pathToFileURL(join(folder, file)).href;
      const source = `import(${JSON.stringify(url)}, { with: ${JSON.stringify(attributes)} }).then(() => console.log('null'), (e) => console.log(JSON.stringify([e.code, e.name, e.message])))`;
      const expected = JSON.parse(runNode(['--no-warnings', '-e', source]).stdout) as string[] | null;
      let actual: string[] | null = null;
      try {
        checkImportAttributes(url, format, attributes);
      } catch (error) {
        const { code, name, message } = error as NodeJS.ErrnoException;
        actual = [code ?? '', name, message];
      }
      // A syntax error is Node's, before any hook: an attribute that it does not know at all.
      if (expected?.[1] !== 'SyntaxError') assert.deepEqual(actual, expected);
      else assert.notEqual(actual, null);
    });
  }
});
