// Sources that `pack --compile` lays ready as texts: what runs from them is what runs from the members.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pack } from '../../cli/pack/pack.ts';
import { openArchive } from '../../lib/archive/archive.ts';
import { TEXTS_NAME } from '../../loaders/compiled/texts-format.ts';
import { REGISTER_URL, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeTree } from '../support/temp-folder.ts';

const SOURCES = {
  'package.json': '{ "main": "main.cjs" }',
  'main.cjs': `#!/usr/bin/env node
const { name } = require('./ascii.js');
const { größe, later } = require('./größe.js');
console.log(name.toString(), größe.toString(), require.main === module);
// Called from the second run on only: V8 compiles it from the source.
if (process.argv[2] === 'later') console.log(later());
import('./module.mjs').then((module) => console.log(module.default.toString(), module.where()));
`,
  'ascii.js': 'exports.name = function name() { return "ascii"; };\n',
  'größe.js': `exports.größe = function größe() { return 'größe, 日本'; };
exports.later = function later() {
  return new Error('später').stack.split('\\n').slice(0, 2).join();
};
`,
  'module.mjs': 'export default function fünf() { return 5; }\nexport const where = () => import.meta.url;\n',
  // From how many bytes on code caches of ES modules are used.
  'filler.mjs': `export const filler = \`${'a line of filler\n'.repeat(20_000)}\`;\n`,
};

describe('texts', () => {
  let folder: string;
  let archive: string;
  before(async () => {
    folder = makeTempFolder();
    archive = join(folder, 'app.zip');
    writeTree(join(folder, 'app'), {
      ...SOURCES,
      'module.mjs': `import './filler.mjs';\n${SOURCES['module.mjs']}`,
    });
    await pack({ directory: join(folder, 'app'), output: archive, compile: { nodes: [process.execPath] } });
  });
  after(() => removeFolder(folder));

  const runFrom = (entry: string): string => {
    const { stdout, stderr } = runNode(['--import', REGISTER_URL, join(entry, 'main.cjs'), 'later']);
    assert.equal(stderr, '');
    return stdout.replaceAll(entry, 'ENTRY').replaceAll(encodeURI(entry), 'ENTRY');
  };

  function read(file: string, member: string): Buffer {
    const opened = openArchive(file);
    try {
      return opened.read(opened.lookup(member)!);
    } finally {
      opened.close();
    }
  }

  /**
   * The archive with one byte changed, so that the member fails its check.
   * @param text where, in a stored member
   */
  function damaged(member: string, text?: string): string {
    const bytes = readFileSync(archive);
    const name = Buffer.from(member);
    // The first time that the name is there, it is in front of the member's data.
    const start = bytes.indexOf(name);
    const at = text === undefined ? start + name.length + 20 : bytes.indexOf(text, start);
    bytes[at] = bytes[at]! ^ 1;
    const file = join(folder, 'damaged.zip');
    writeFileSync(file, bytes);
    assert.throws(() => read(file, member), { code: /^ERR_ZIPIMPORT_MEMBER_/ });
    return file;
  }

  it('are in the archive, and run as the directory does', () => {
    assert.ok(read(archive, TEXTS_NAME).length > 0);
    assert.equal(runFrom(archive), runFrom(join(folder, 'app')));
  });

  it('stand in for the member: its own bytes are not read', () => {
    assert.equal(runFrom(damaged('ascii.js')), runFrom(join(folder, 'app')));
  });

  it('are left alone where they are damaged: the member is read', () => {
    assert.equal(runFrom(damaged(TEXTS_NAME, 'return "ascii"')), runFrom(join(folder, 'app')));
    assert.equal(runFrom(damaged(TEXTS_NAME, "return 'größe")), runFrom(join(folder, 'app')));
  });
});
