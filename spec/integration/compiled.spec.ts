// Programs with what packing keeps of a recorded run in their archive, code caches and the fields of package.json files, and its index: they say what they say from a directory.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { appendMembers } from '../../cli/pack/append-members.ts';
import { compiledExtras } from '../../cli/pack/compiled-extras.ts';
import type { ArchiveExtra } from '../../cli/pack/options.ts';
import { preparePackages } from '../../cli/pack/prepare-packages.ts';
import type { Recording } from '../../hooks/compiled/recorder.ts';
import { HAS_REGISTER_HOOKS } from '../../hooks/node-features.ts';
import { importsName, resolutionsName } from '../../lib/resolve/resolution-table.ts';
import { encodeResolutions } from '../../lib/resolve/resolution-table-writer.ts';
import { CodeCache } from '../../loaders/compiled/code-cache.ts';
import { KEEPS_IMPORT } from '../../loaders/compiled/code-cache-loader.ts';
import { encodeCodeCache, type RecordedCode } from '../../loaders/compiled/code-cache-writer.ts';
import { BLOB_FOLDER, blobName } from '../../loaders/compiled/format.ts';
import { findPrograms, runProgram, type Settings, stageProgram } from '../support/programs.ts';
import { NOTHING_URL, REGISTER_URL, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeArchive } from '../support/temp-folder.ts';

/** What `pack --compile` would add to the archive after that run of the program. */
function recordRun(root: string, main: string, settings: Settings, folder: string): ArchiveExtra[] {
  mkdirSync(folder);
  runProgram(root, [REGISTER_URL], main, { ...settings, env: { ...settings.env, ZIPIMPORT_RECORD: folder } });
  const read = recordings(folder).flatMap((name) => recordingOf(folder, name).members);
  const archive = join(root, 'app.zip');
  return [...preparePackages(archive, [...new Set(read)]), ...recordedIn(folder, archive)];
}

function recordings(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  assert.ok(names.length > 0, 'nothing was recorded');
  return names;
}

function recordingOf(folder: string, name: string): Recording {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as Recording;
}

/** @param archive with the sources, where they shall lie ready as texts, too */
function recordedIn(folder: string, archive?: string): ArchiveExtra[] {
  // Of several processes, one will do.
  for (const name of recordings(folder)) {
    const { modules, resolved, imported } = recordingOf(folder, name);
    if (modules === 0) continue;
    const codes = heavy(readFileSync(join(folder, name.replace(/json$/, 'cache'))));
    const tables = [
      { name: resolutionsName(), recorded: resolved },
      { name: importsName(), recorded: imported },
    ].flatMap(({ name, recorded }): ArchiveExtra[] =>
      recorded === null ? [] : [{ name, content: encodeResolutions([recorded])!, method: 'store' }],
    );
    const compiled: readonly ArchiveExtra[] =
      archive === undefined
        ? [{ name: `${BLOB_FOLDER}/${blobName()}`, content: encodeCodeCache(codes), method: 'store' }]
        : compiledExtras(archive, new Map([[blobName(), codes]]));
    return [...compiled, ...tables];
  }
  return [];
}

/** The same code caches, and one of a large ES module that there is not: for few and small ones Node is left alone. */
function heavy(blob: Buffer): RecordedCode[] {
  const cache = CodeCache.open((offset, length) => blob.subarray(offset, offset + length));
  assert.ok(cache !== null);
  const codes = [...cache.entries()].map(([name, code]) => ({
    ...code,
    name,
    data: Buffer.from(cache.data(code) ?? assert.fail(name)),
  }));
  const data = Buffer.from('none');
  const large = { name: 'large.mjs', sourceCrc: 0, sourceSize: 2 ** 20, hasImport: false, hasHashbang: false };
  return [...codes, { ...large, isModule: true, data }];
}

describe('a program in a zip with code caches', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
  });
  after(() => removeFolder(folder));

  // docs/differences.md: an inspector session within the process is shown the script; a warning is used up.
  const different = ['traces/inspector', 'interop/vm-default-loader', 'modules/vm-import.cjs'];
  const programs = findPrograms().filter(({ name }) => !different.includes(name));
  let compared = 0;
  programs.forEach((program, number) => {
    it(program.name, async () => {
      const { disk, zip, main } = await stageProgram(program, folder, number);
      const extras = recordRun(zip, main, program.settings, join(folder, `${number}r`));
      // Where there are none, its archive is that of the other specs.
      if (extras.length === 0) return;
      compared += 1;
      assert.ok(appendMembers(join(zip, 'app.zip'), extras));
      const expected = runProgram(disk, [NOTHING_URL], main, program.settings);
      assert.deepEqual(runProgram(zip, [REGISTER_URL], main, program.settings), expected);
    });
  });

  // Else the comparisons above could pass with nothing compared.
  it('of most programs there are code caches', () => {
    assert.ok(compared > programs.length / 2, `${compared} of ${programs.length}`);
  });
});

describe('code caches of ES modules', () => {
  let folder: string;
  let archive: string;
  before(async () => {
    folder = makeTempFolder();
    archive = join(folder, 'app.zip');
    await writeArchive(archive, {
      'main.mjs':
        "#!/usr/bin/env node\nimport { add } from './add.mjs';\nconst { three } = await import(`./${'lazy'}.mjs`);\n" +
        "const same = await eval('imp' + 'ort(\"./add.mjs\")');\n" +
        "console.log(add(1, 2) === three && same.add === add, import.meta.url.endsWith('/app.zip/main.mjs'), `${add}`);\n",
      'add.mjs': 'export const add = (a, b) => a + b;\n',
      'lazy.mjs':
        "import { add } from './add.mjs';\nimport { run } from './text.mjs';\n" +
        "export const three = add(2, 1) + (await run('imp' + 'ort(\"./add.mjs\")')).add(0, 0);\n",
      'text.mjs': 'export const run = (text) => new Function(`return ${text}`)();\n',
    });
    const recordings = join(folder, 'recordings');
    assert.equal(runNode(start(), { env: { ZIPIMPORT_RECORD: recordings } }).stdout, SAID);
    assert.ok(appendMembers(archive, recordedIn(recordings)));
  });
  after(() => removeFolder(folder));

  const SAID = 'true true (a, b) => a + b\n';
  const start = (flags: readonly string[] = []): string[] => [
    '--import',
    REGISTER_URL,
    ...flags,
    join(archive, 'main.mjs'),
  ];
  const uses = (flags: readonly string[] = [], env: Record<string, string> = {}): string[] => {
    const { stdout, stderr } = runNode(start(flags), { env: { NODE_DEBUG: 'zipimport', ...env } });
    assert.equal(stdout, SAID, stderr);
    return [...stderr.matchAll(/: (code cache.*?) of (\S+) in/g)].map(([, what, name]) => `${what} ${name}`);
  };
  const [main, text] = KEEPS_IMPORT ? [['code cache main.mjs'], ['code cache text.mjs']] : [[], []];
  const ALL = [...main, 'code cache add.mjs', 'code cache lazy.mjs', ...text];

  it('are used, without a warning', () => {
    assert.deepEqual(uses(), ALL);
    assert.equal(runNode(start()).stderr, '');
  });

  it('are not used by who watches compilation', () => {
    assert.deepEqual(uses(['--enable-source-maps']), []);
    assert.deepEqual(uses([], { NODE_V8_COVERAGE: join(folder, 'coverage') }), []);
    assert.deepEqual(uses(['--inspect=0']), []);
  });

  it('are refused by a V8 with other flags, and then left alone', () => {
    const [first = ''] = ALL;
    const refused = [first, first.replace('cache', 'cache refused by V8')];
    assert.deepEqual(uses(['--no-opt', '--max-lazy']), refused);
  });

  it('are not used for what hooks of others make of a source, of the same length though it be', () => {
    const preload = join(folder, 'preload.mjs');
    writeFileSync(
      preload,
      "import module from 'node:module';\nmodule.registerHooks?.({ load(url, context, next) {\n" +
        '  const loaded = next(url, context);\n' +
        "  if (!url.endsWith('/add.mjs')) return loaded;\n" +
        "  return { ...loaded, source: `${loaded.source}`.replace('a + b', 'b + a') };\n} });\n",
    );
    const { stdout, stderr } = runNode(start(['--import', pathToFileURL(preload).href]), {
      env: { NODE_DEBUG: 'zipimport' },
    });
    assert.equal(stdout, HAS_REGISTER_HOOKS ? SAID.replace('a + b', 'b + a') : SAID);
    assert.equal(/code cache of add/.test(stderr), !HAS_REGISTER_HOOKS);
    assert.match(stderr, /code cache of lazy/);
  });

  it('name the place where the program is, not where it was recorded', async () => {
    archive = join(folder, 'recorded.zip');
    const where = "new Error().stack.split('\\n')[1]";
    await writeArchive(archive, {
      'main.mjs': `console.log((function () { return ${where}; })(), import.meta.url);\n`,
    });
    const recordings = join(folder, 'elsewhere');
    runNode(start(), { env: { ZIPIMPORT_RECORD: recordings } });
    assert.ok(appendMembers(archive, recordedIn(recordings)));
    for (const name of ['a.zip', 'a longer name, ü.zip', '日本.zip']) {
      const moved = join(folder, name);
      renameSync(archive, moved);
      archive = moved;
      const { stdout, stderr } = runNode(start(), { env: { NODE_DEBUG: 'zipimport' } });
      assert.match(stderr, /: code cache of main\.mjs in/);
      const url = pathToFileURL(join(moved, 'main.mjs')).href;
      assert.ok(stdout.includes(`${url}:1:`) && stdout.endsWith(` ${url}\n`), stdout);
    }
  });
});

describe('code caches', () => {
  let folder: string;
  let archive: string;
  beforeEach(async () => {
    folder = makeTempFolder();
    archive = join(folder, 'app.zip');
    await writeArchive(archive, {
      'main.cjs':
        "#!/usr/bin/env node\nconst { add } = require('./add');\nrequire('./lazy').load().then(() => console.log(add(1, 2)));\n",
      'lazy.js': "exports.load = () => import('node:os');\n",
      'add.js': 'exports.add = (a, b) => a + b;\n',
    });
  });
  afterEach(() => removeFolder(folder));

  const run = (env: Record<string, string> = {}, flags: readonly string[] = []): ReturnType<typeof runNode> =>
    runNode(['--import', REGISTER_URL, ...flags, join(archive, 'main.cjs')], { env });
  /** What NODE_DEBUG=zipimport says of code caches, by member. */
  const uses = (env: Record<string, string> = {}, flags: readonly string[] = []): string[] => {
    const { stdout, stderr } = run({ NODE_DEBUG: 'zipimport', ...env }, flags);
    assert.equal(stdout, '3\n', stderr);
    return [...stderr.matchAll(/: ((?:damaged )?code cache.*?) of (\S+) in/g)].map(
      ([, what, name]) => `${what} ${name}`,
    );
  };
  const pack = (change: (content: Buffer) => Buffer = (content) => content): void => {
    const recorded = join(folder, 'recordings');
    assert.equal(run({ ZIPIMPORT_RECORD: recorded }).stdout, '3\n');
    const [caches, resolutions] = recordedIn(recorded);
    assert.ok(caches !== undefined && resolutions !== undefined);
    const changed = { ...caches, content: change(Buffer.from(caches.content)) };
    assert.ok(appendMembers(archive, [changed, resolutions]));
  };
  const ALL = ['code cache main.cjs', 'code cache add.js', ...(KEEPS_IMPORT ? ['code cache lazy.js'] : [])];

  it('are used, without a warning', () => {
    pack();
    assert.deepEqual(uses(), ALL);
    assert.equal(run().stderr, '');
  });

  it('name the place where the program is, not where it was recorded', async () => {
    archive = join(folder, 'recorded.zip');
    const where = "new Error().stack.split('\\n')[1]";
    await writeArchive(archive, { 'main.cjs': `console.log((function () { return ${where}; })()); console.log(3);\n` });
    const recordings = join(folder, 'elsewhere');
    runNode(['--import', REGISTER_URL, join(archive, 'main.cjs')], { env: { ZIPIMPORT_RECORD: recordings } });
    assert.ok(appendMembers(archive, recordedIn(recordings)));
    for (const name of ['a longer name, ü.zip', '日本.zip']) {
      const moved = join(folder, name);
      renameSync(archive, moved);
      archive = moved;
      const { stdout, stderr } = runNode(['--import', REGISTER_URL, join(moved, 'main.cjs')], {
        env: { NODE_DEBUG: 'zipimport' },
      });
      assert.match(stderr, /: (?:damaged )?code cache of main\.cjs in/);
      assert.ok(stdout.includes(`${join(moved, 'main.cjs')}:1:`), stdout);
    }
  });

  it('are not used by who watches compilation', () => {
    pack();
    assert.deepEqual(uses({}, ['--enable-source-maps']), []);
    assert.deepEqual(uses({ NODE_V8_COVERAGE: join(folder, 'coverage') }), []);
    assert.deepEqual(uses({}, ['--inspect=0']), []);
  });

  it('are refused by a V8 with other flags, and then left alone', () => {
    pack();
    assert.deepEqual(uses({}, ['--no-opt', '--max-lazy']), [
      'code cache main.cjs',
      'code cache refused by V8 main.cjs',
    ]);
  });

  it('are not used when the source is another one', async () => {
    pack();
    const other = join(folder, 'other.zip');
    await writeArchive(other, {
      'main.cjs': "const { add } = require('./add');\nconsole.log(add(1, 2));\n",
      'add.js': 'exports.add = (a, b) => b + a;\n',
    });
    assert.ok(appendMembers(other, recordedIn(join(folder, 'recordings'))));
    archive = other;
    assert.deepEqual(uses(), []);
  });

  it('are not used when they are damaged: the source is compiled', () => {
    pack((content) => {
      const damaged = Buffer.from(content);
      damaged.fill(0xff, 512);
      return damaged;
    });
    const used = uses();
    assert.ok(
      used.some((use) => use.startsWith('damaged')),
      used.join(),
    );
  });

  it('are not used when they are cut off or no code caches', () => {
    pack((content) => content.subarray(0, 40));
    assert.deepEqual(uses(), []);
  });

  it('are kept for the user where the policy says so, and used by the next process', () => {
    const policy = join(folder, 'policy.json');
    const directory = join(folder, 'cache');
    const write = (compiled: object): void =>
      writeFileSync(policy, JSON.stringify({ compiled, extract: { directory } }));
    const env = { ZIPIMPORT_POLICY: policy };
    write({ write: true });
    assert.deepEqual(uses(env), []);
    assert.deepEqual(uses(env), ALL);
    // Whoever else could write there could have this user run anything.
    const [blob = ''] = readdirSync(join(directory, 'compiled')).filter((name) => name.endsWith('.cache'));
    chmodSync(join(directory, 'compiled', blob), 0o666);
    assert.deepEqual(uses(env), []);
    assert.deepEqual(uses(env), ALL);
    write({ read: false, write: false });
    assert.deepEqual(uses(env), []);
  });

  it('are nowhere where no policy asks for them', () => {
    uses({ XDG_CACHE_HOME: join(folder, 'home') });
    assert.equal(existsSync(join(folder, 'home')), false);
  });

  it('in the archive are left alone where the policy says so', () => {
    pack();
    const policy = join(folder, 'policy.json');
    writeFileSync(policy, '{ "compiled": { "read": false } }');
    assert.deepEqual(uses({ ZIPIMPORT_POLICY: policy }), []);
  });

  it('do not show in the root of the archive', () => {
    pack();
    const { stdout } = runNode([
      '--import',
      REGISTER_URL,
      '-p',
      'fs.readdirSync(process.argv[1]).join()',
      `${archive}/`,
    ]);
    assert.equal(stdout, 'add.js,lazy.js,main.cjs\n');
  });
});
