// Resolutions that were recorded and lie in the archive: used, and only where they must hold. The table here leads elsewhere than resolution
// does, so that it shows which of the two was asked.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appendMembers } from '../../cli/pack/append-members.ts';
import type { Recording } from '../../hooks/compiled/recorder.ts';
import { resolutionsName } from '../../lib/resolve/resolution-table.ts';
import { encodeResolutions, type RecordedResolutions } from '../../lib/resolve/resolution-table-writer.ts';
import { filesIn, NOTHING } from '../support/recordings.ts';
import { REGISTER_URL, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeArchive } from '../support/temp-folder.ts';

const FILES = {
  'main.cjs': `
    if (process.argv[2]?.startsWith('.')) require.extensions[process.argv[2]] = () => {};
    if (process.argv[2] === 'paths') module.paths.unshift(__dirname);
    if (process.argv[2] === 'mock') {
      const Module = require('node:module');
      const { _load } = Module;
      Module._load = (...parameters) => _load.apply(Module, parameters);
    }
    if (process.argv[2] === 'resolve') {
      const { resolve } = process.argv[3] === 'created' ? require('node:module').createRequire(__filename) : require;
      const options = process.argv[3] === 'options' ? { paths: [__dirname] } : undefined;
      console.log(require('node:path').basename(resolve('./given', options)));
    } else console.log(require('./given'), require('bare'), require('./data'));`,
  'given.js': "module.exports = 'resolved';",
  'node_modules/bare/package.json': '{ "main": "main.js" }',
  'node_modules/bare/main.js': "module.exports = 'resolved';",
  'other.js': "module.exports = 'recorded';",
  'data.json': '1',
  'folder/file.x': '',
};

describe('recorded resolutions', () => {
  let folder: string;
  let archive: string;
  let recorded: RecordedResolutions;

  beforeEach(async () => {
    folder = makeTempFolder();
    archive = join(folder, 'app.zip');
    await writeArchive(archive, FILES);
    const recordings = join(folder, 'recordings');
    assert.equal(run({ env: { ZIPIMPORT_RECORD: recordings } }), 'resolved resolved 1');
    const [file = NOTHING] = filesIn(recordings, '.json');
    recorded = (JSON.parse(readFileSync(file, 'utf8')) as Recording).resolved;
  });
  afterEach(() => removeFolder(folder));

  function run({ args = [] as string[], flags = [] as string[], env = {}, file = archive } = {}): string {
    const { stdout, stderr } = runNode(['--import', REGISTER_URL, ...flags, join(file, 'main.cjs'), ...args], { env });
    assert.equal(stderr, '');
    return stdout.trim();
  }

  /** Puts the table into the archive, with what was not a JSON file led to other.js. */
  function misled(change: Partial<RecordedResolutions> = {}): void {
    const resolutions = recorded.resolutions.map(
      ([from, specifier, to, format]) => [from, specifier, to.endsWith('.json') ? to : 'other.js', format] as const,
    );
    const content = encodeResolutions([{ ...recorded, resolutions, ...change }])!;
    assert.ok(appendMembers(archive, [{ name: resolutionsName(), content }]));
  }

  it('are of everything that was required in the archive', () => {
    assert.deepEqual(
      recorded.resolutions.map(([from, specifier, to]) => [from, specifier, to]),
      [
        ['main.cjs', './given', 'given.js'],
        ['main.cjs', 'bare', 'node_modules/bare/main.js'],
        ['main.cjs', './data', 'data.json'],
      ],
    );
    assert.deepEqual(
      recorded.packages.map(([name]) => name),
      ['node_modules/bare/package.json'],
    );
  });

  it('take the place of resolving', () => {
    misled();
    assert.equal(run(), 'recorded recorded 1');
  });

  it('take the place of resolving for who asks Node', () => {
    misled();
    assert.equal(run({ args: ['resolve'] }), 'other.js');
    assert.equal(run({ args: ['resolve', 'created'] }), 'other.js');
    assert.equal(run({ args: ['resolve', 'options'] }), 'given.js');
    assert.equal(run({ args: ['resolve'], flags: ['-C', 'other'] }), 'given.js');
  });

  it('are left alone where the index in the archive does not fit it', () => {
    misled();
    // The time of the first member, in the central directory.
    const bytes = readFileSync(archive);
    bytes.writeUInt16LE(1, bytes.indexOf('PK\x01\x02', 0, 'latin1') + 12);
    writeFileSync(archive, bytes);
    assert.equal(run(), 'resolved resolved 1');
  });

  it('are left alone with other conditions', () => {
    misled();
    assert.equal(run({ flags: ['-C', 'other'] }), 'resolved resolved 1');
  });

  it('are left alone once there is another extension that some file has', () => {
    misled();
    assert.equal(run({ args: ['.x'] }), 'resolved resolved 1');
    assert.equal(run({ args: ['.y'] }), 'recorded recorded 1');
  });

  it('are left alone in a module whose lookup paths are not those of its directory', () => {
    misled();
    assert.equal(run({ args: ['paths'] }), 'resolved resolved 1');
  });

  it('are left alone where links are not followed', () => {
    misled();
    assert.equal(run({ flags: ['--preserve-symlinks'] }), 'resolved resolved 1');
  });

  it('are left alone in an archive that stands in for node_modules', () => {
    misled();
    mkdirSync(join(folder, 'stand-in'));
    const file = join(folder, 'stand-in', 'node_modules.zip');
    cpSync(archive, file);
    assert.equal(run({ file }), 'resolved resolved 1');
  });

  it('name files as they are named where the archive is reached over a link', () => {
    misled();
    const link = join(folder, 'link.zip');
    symlinkSync(archive, link);
    assert.equal(run({ file: link }), 'recorded recorded 1');
  });

  it('are not what mocks see', () => {
    misled();
    assert.equal(run({ args: ['mock'] }), 'resolved resolved 1');
  });

  it('are told apart by the version of Node.js', () => {
    const content = encodeResolutions([recorded])!;
    assert.ok(appendMembers(archive, [{ name: resolutionsName('1.2.3'), content }]));
    assert.equal(run(), 'resolved resolved 1');
  });

  it('are written down only where nothing outside of the archive has a say', () => {
    const recordings = join(folder, 'more');
    run({ env: { ZIPIMPORT_RECORD: recordings, ZIPIMPORT_PATH: archive } });
    const [file = NOTHING] = filesIn(recordings, '.json');
    assert.deepEqual((JSON.parse(readFileSync(file, 'utf8')) as Recording).resolved.resolutions, []);
  });
});
