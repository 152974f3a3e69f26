// Imports that were recorded and lie in the archive: used, and only where they must hold. The table here leads elsewhere than resolution does,
// so that it shows which of the two was asked.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appendMembers } from '../../cli/pack/append-members.ts';
import type { Recording } from '../../hooks/compiled/recorder.ts';
import { importsName } from '../../lib/resolve/resolution-table.ts';
import { encodeResolutions, type RecordedResolutions } from '../../lib/resolve/resolution-table-writer.ts';
import { filesIn, NOTHING } from '../support/recordings.ts';
import { REGISTER_URL, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeArchive } from '../support/temp-folder.ts';

const FILES = {
  'main.mjs': `
    import given from './given.js';
    import bare from 'bare';
    import data from './data.json' with { type: 'json' };
    import './second.mjs';
    const { default: late } = await import('./given.js');
    const { default: asked } = await import('./given.js?query');
    console.log(given, bare, data, late, asked, import.meta.resolve('bare').endsWith('given.js'));`,
  'second.mjs': "import './given.js';",
  'given.js': "module.exports = 'resolved';",
  'node_modules/bare/package.json': '{ "exports": { "import": "./main.js", "other": "./main.js" } }',
  'node_modules/bare/main.js': "module.exports = 'resolved';",
  'other.js': "module.exports = 'recorded';",
  'data.json': '1',
};

describe('recorded imports', () => {
  let folder: string;
  let archive: string;
  let recorded: RecordedResolutions;

  beforeEach(async () => {
    folder = makeTempFolder();
    archive = join(folder, 'app.zip');
    await writeArchive(archive, FILES);
    const recordings = join(folder, 'recordings');
    assert.equal(run({ env: { ZIPIMPORT_RECORD: recordings } }), 'resolved resolved 1 resolved resolved false');
    const [file = NOTHING] = filesIn(recordings, '.json');
    recorded = (JSON.parse(readFileSync(file, 'utf8')) as Recording).imported!;
  });
  afterEach(() => removeFolder(folder));

  function run({ flags = [] as string[], env = {}, file = archive } = {}): string {
    const { stdout, stderr } = runNode(['--import', REGISTER_URL, ...flags, join(file, 'main.mjs')], { env });
    assert.equal(stderr, '');
    return stdout.trim();
  }

  /** Puts the table into the archive, with what was a .js file led to other.js. */
  function misled(): void {
    const resolutions = recorded.resolutions.map(
      ([from, specifier, to, format]) => [from, specifier, to.endsWith('.js') ? 'other.js' : to, format] as const,
    );
    const content = encodeResolutions([{ ...recorded, resolutions }])!;
    assert.ok(appendMembers(archive, [{ name: importsName(), content }]));
  }

  const MISLED = 'recorded recorded 1 recorded resolved false';
  const RESOLVED = 'resolved resolved 1 resolved resolved false';

  it('are of everything that was imported in the archive, but with a query', () => {
    const seen = new Set(recorded.resolutions.map(([from, specifier, to]) => `${from} ${specifier} ${to}`));
    assert.deepEqual(
      [...seen].sort(),
      [
        'main.mjs ./data.json data.json',
        'main.mjs ./given.js given.js',
        'main.mjs ./second.mjs second.mjs',
        'main.mjs bare node_modules/bare/main.js',
        'second.mjs ./given.js given.js',
      ].sort(),
    );
  });

  it('take the place of resolving', () => {
    misled();
    assert.equal(run(), MISLED);
  });

  it('are left alone where the index in the archive does not fit it', () => {
    misled();
    const bytes = readFileSync(archive);
    bytes.writeUInt16LE(1, bytes.indexOf('PK\x01\x02', 0, 'latin1') + 12);
    writeFileSync(archive, bytes);
    assert.equal(run(), RESOLVED);
  });

  it('are left alone with other conditions', () => {
    misled();
    assert.equal(run({ flags: ['-C', 'other'] }), RESOLVED);
  });

  it('are left alone where links are not followed', () => {
    misled();
    assert.equal(run({ flags: ['--preserve-symlinks'] }), RESOLVED);
  });

  it('are left alone in an archive that is reached over a link', () => {
    misled();
    const link = join(folder, 'link');
    mkdirSync(join(folder, 'real'));
    cpSync(archive, join(folder, 'real/app.zip'));
    symlinkSync(join(folder, 'real'), link);
    assert.equal(run({ file: join(link, 'app.zip'), flags: ['--preserve-symlinks-main'] }), RESOLVED);
  });
});
