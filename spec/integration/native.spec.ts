// Native members in real programs: bcrypt, whose package carries addons of ten platforms, and a Rust addon that stays loaded for good.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipFolder } from '../../scripts/zip-folder.mjs';
import { type Outcome, REGISTER_URL, ROOT, type RunOptions, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeTree } from '../support/temp-folder.ts';

const MAJOR = Number.parseInt(process.versions.node, 10);
const PREBUILDS = join(ROOT, 'node_modules/bcrypt/prebuilds');
const isLinux = process.platform === 'linux';
/** The addon of the running platform in bcrypt's package. */
const ADDON = join(PREBUILDS, `${process.platform}-${process.arch}`, isLinux ? 'bcrypt.glibc.node' : 'bcrypt.node');
const RUST = readdirSync(join(ROOT, 'node_modules/@node-rs')).find((name) => name.startsWith('crc32-')) ?? '';
const PACKAGES = ['bcrypt', 'node-gyp-build', '@node-rs/crc32', `@node-rs/${RUST}`];

describe('native members', () => {
  let folder: string;
  let app: string;
  let archive: string;
  before(async () => {
    folder = makeTempFolder();
    app = join(folder, 'app');
    archive = join(folder, 'app.zip');
    for (const name of PACKAGES) {
      cpSync(join(ROOT, 'node_modules', name), join(app, 'node_modules', name), { recursive: true });
    }
    for (const name of ['one', 'two']) mkdirSync(join(app, name));
    cpSync(ADDON, join(app, 'one/addon.node'));
    const rust = join(ROOT, 'node_modules/@node-rs', RUST);
    const addon = readdirSync(rust).find((name) => name.endsWith('.node')) ?? '';
    cpSync(join(rust, addon), join(app, 'two/addon.node'));
    const bytes = readFileSync(ADDON);
    writeTree(app, {
      'require.cjs': `
        const { compareSync, hashSync } = require('bcrypt');
        const { crc32 } = require('@node-rs/crc32');
        console.log(compareSync('a', hashSync('a', 4)), crc32('hello'));
        const addon = Object.values(require.cache).filter(({ id }) => id.endsWith('.node'));
        console.log(addon.map(({ filename, loaded, parent, children }) => [filename, loaded, parent.filename, children.length]));`,
      'basenames.cjs':
        "console.log(Object.keys(require('./one/addon.node')), Object.keys(require('./two/addon.node')), require('./one/addon.node') === require('./one/addon.node'));",
      'twice.cjs': `
        const first = require('./one/addon.node');
        delete require.cache[require.resolve('./one/addon.node')];
        const second = require('./one/addon.node');
        console.log(first === second, Object.keys(first).join() === Object.keys(second).join());`,
      'ways.cjs': `
        const { createRequire } = require('node:module');
        const { join } = require('node:path');
        const { constants } = require('node:os');
        const path = join(__dirname, 'one/addon.node');
        const names = (exports) => Object.keys(exports).length;
        const ways = {
          require: () => require(path),
          createRequire: () => createRequire(__filename)('./one/addon'),
          load: () => module.constructor._load(path, module),
          extension: () => { const made = { exports: {} }; module.constructor._extensions['.node'](made, path); return made.exports; },
          dlopen: () => { const made = { exports: {} }; process.dlopen(made, path); return made.exports; },
          flags: () => { const made = { exports: {} }; process.dlopen(made, path, constants.dlopen.RTLD_NOW); return made.exports; },
        };
        for (const [name, way] of Object.entries(ways)) console.log(name, names(way()));
        for (const wrong of [[], [{}], [{ exports: {} }, 1]]) {
          try { process.dlopen(...wrong); } catch ({ name, code }) { console.log(name, code); }
        }
        console.log(process.dlopen.name, process.dlopen.length);`,
      'import.mjs': `
        for (const name of ['./one/addon.node', '@node-rs/${RUST}']) {
          try { console.log(Object.keys(await import(name))); } catch ({ code, message }) { console.log(code, message); }
        }`,
      'package.json': JSON.stringify({
        zipimport: {
          native: {
            'mapped.node': { [`${process.platform}-${process.arch}`]: 'one/addon.node', default: 'text.node' },
          },
        },
        imports: { '#native': { 'node-addons': './one/addon.node', default: './none.cjs' } },
      }),
      'mapped.node': '',
      'mapped.cjs': `
        const mapped = require('./mapped.node');
        console.log(Object.keys(mapped).join() === Object.keys(require('./one/addon.node')).join(), require.cache[require.resolve('./mapped.node')].filename === __dirname + require('node:path').sep + 'mapped.node');`,
      'none.cjs': "module.exports = { none: 'no addons' };",
      'condition.cjs': "console.log(Object.keys(require('#native')));",
      'missing.cjs': `
        const { join } = require('node:path');
        for (const name of ['none.node', 'one/none.node', 'one', 'text.node', 'empty.node']) {
          for (const load of [() => process.dlopen({ exports: {} }, join(__dirname, name)), () => require('./' + name)]) {
            try { load(); } catch ({ code, message }) { console.log(name, code, message.split('\\n')[0]); }
          }
        }`,
      'text.node': 'this is no addon, but long enough for a header of one, with all of its fields in it',
      'empty.node': '',
      'broken.cjs': `
        for (let turn = 0; turn < 2; turn += 1) {
          try { require(process.argv[2]); } catch ({ code, message }) { console.log(code, message); }
        }`,
      'cuts.cjs': `
        const codes = new Set();
        for (const name of require('node:fs').readdirSync(__dirname + '/cuts')) {
          try { require('./cuts/' + name); codes.add('loaded'); } catch ({ code }) { codes.add(code); }
        }
        console.log([...codes].sort().join());`,
      // What is behind the last byte that is mapped is not missed.
      ...Object.fromEntries(
        Array.from({ length: 64 }, (_, at) => [
          `cuts/${at}.node`,
          bytes.subarray(0, Math.floor((bytes.length * at) / 64)),
        ]),
      ),
      'half.node': bytes.subarray(0, bytes.length >> 1),
      'header.node': bytes.subarray(0, 70),
      'workers.cjs': `
        const { Worker, isMainThread, workerData, parentPort } = require('node:worker_threads');
        const uses = [() => require('@node-rs/crc32').crc32('hello'), () => require('bcrypt').compareSync('a', require('bcrypt').hashSync('a', 4))];
        const start = (which) => new Promise((resolve, reject) => {
          const lines = [];
          new Worker(__filename, { workerData: which }).on('message', (line) => lines.push(line)).on('error', reject).on('exit', () => resolve(lines.join()));
        });
        if (!isMainThread) for (const which of workerData) parentPort.postMessage(uses[which]());
        else (async () => {
          console.log(await Promise.all([start([0, 1]), start([1, 0])]));
          for (let turn = 0; turn < 20; turn += 1) console.log(await start([turn % 2]));
          console.log(uses.map((use) => use()));
          if (process.env.COUNT) {
            const { readdirSync, readlinkSync } = require('node:fs');
            const links = readdirSync('/proc/self/fd').map((fd) => { try { return readlinkSync('/proc/self/fd/' + fd); } catch { return ''; } });
            console.log(links.filter((link) => link.endsWith('(deleted)')).length);
          }
        })();`,
      'direct.cjs':
        "try { require('./one/addon.node'); console.log('loaded'); } catch ({ code, message }) { console.log(code, message); }",
      'options.cjs':
        "try { require('bcrypt'); console.log('loaded'); } catch ({ code, message }) { console.log(code, message); }",
      'worker.cjs': "const { Worker } = require('node:worker_threads'); new Worker(require.resolve('./options.cjs'));",
    });
    await zipFolder(app, archive);
  });
  after(() => removeFolder(folder));

  /** Where everything goes that a run might leave. */
  function makeHome(name: string): Record<string, string> {
    const home = join(folder, name);
    for (const part of ['tmp', 'run', 'cache']) mkdirSync(join(home, part), { recursive: true });
    return {
      HOME: home,
      TMPDIR: join(home, 'tmp'),
      XDG_RUNTIME_DIR: join(home, 'run'),
      XDG_CACHE_HOME: join(home, 'cache'),
    };
  }
  function leftIn(home: Readonly<Record<string, string>>): string[] {
    const shm = existsSync('/dev/shm') ? readdirSync('/dev/shm').filter((name) => name.startsWith('.zipimport')) : [];
    return [...readdirSync(home.HOME ?? '', { recursive: true }).map(String), ...shm].filter(
      (name) => !['tmp', 'run', 'cache'].includes(name),
    );
  }
  let homes = 0;
  /** Runs a member; nothing may be left. */
  function run(
    args: readonly string[],
    options: RunOptions & { readonly policy?: object; readonly flags?: readonly string[] } = {},
  ): Outcome {
    homes += 1;
    const home = makeHome(`home-${homes}`);
    const { policy, flags = [] } = options;
    const policyFile = join(folder, `policy-${homes}.json`);
    if (policy !== undefined) writeFileSync(policyFile, JSON.stringify(policy));
    const env = { ...home, ...(policy === undefined ? {} : { ZIPIMPORT_POLICY: policyFile }), ...options.env };
    const [main = '', ...rest] = args;
    const outcome = runNode(['--no-warnings', '--import', REGISTER_URL, ...flags, join(archive, main), ...rest], {
      ...options,
      env,
    });
    const isExtracting = JSON.stringify(policy ?? '').includes('extract');
    if (isLinux && !isExtracting) assert.deepEqual(leftIn(home), []);
    return outcome;
  }
  function inDirectory(args: readonly string[], flags: readonly string[] = []): Outcome {
    const [main = '', ...rest] = args;
    return runNode(['--no-warnings', '--import', 'data:text/javascript,', ...flags, join(app, main), ...rest]);
  }
  const shown = (outcome: Outcome): Outcome => ({
    ...outcome,
    stdout: outcome.stdout.replaceAll(archive, app),
    stderr: outcome.stderr.replaceAll(archive, app),
  });

  for (const way of ['memory', 'extract']) {
    if (way === 'memory' && !isLinux) continue;
    describe(`are as in a directory by ${way}`, () => {
      for (const main of [
        'require.cjs',
        'basenames.cjs',
        'twice.cjs',
        'ways.cjs',
        'import.mjs',
        'condition.cjs',
        'missing.cjs',
        'workers.cjs',
      ]) {
        it(main, () => {
          const expected = inDirectory([main]);
          assert.notEqual(expected.stdout, '');
          assert.deepEqual(shown(run([main], { policy: { native: way } })), expected);
        });
      }
      it('condition.cjs with --no-addons', () => {
        const flags = ['--no-addons'];
        assert.deepEqual(
          shown(run(['condition.cjs'], { policy: { native: way }, flags })),
          inDirectory(['condition.cjs'], flags),
        );
      });
      it('options.cjs with --no-addons: Node says that they are switched off, and nothing is made', () => {
        const flags = ['--no-addons'];
        const { stdout } = run(['options.cjs'], { policy: { native: way }, flags });
        assert.match(stdout, /^ERR_DLOPEN_DISABLED /);
      });
    });
  }

  if (MAJOR === 22) {
    it('are imported on Node 22 with its option', () => {
      const flags = ['--experimental-addon-modules'];
      const expected = inDirectory(['import.mjs'], flags);
      assert.match(expected.stdout, /module\.exports/);
      assert.deepEqual(shown(run(['import.mjs'], { flags })), expected);
    });
  }
  if (MAJOR >= 24) {
    it('are not imported where the option is taken back', () => {
      const flags = ['--no-experimental-addon-modules'];
      const expected = inDirectory(['import.mjs'], flags);
      assert.match(expected.stdout, /ERR_UNKNOWN_FILE_EXTENSION/);
      assert.deepEqual(shown(run(['import.mjs'], { flags })), expected);
    });
  }

  if (isLinux) {
    it('are one file per member and process, whichever thread loads them and ends', () => {
      const { stdout, stderr } = run(['workers.cjs'], { env: { COUNT: '1' } });
      assert.equal(stderr, '');
      assert.match(stdout, /\n2\n$/);
    });
  }

  if (MAJOR >= 22) {
    it('need what Node asks of addons under --permission', () => {
      const read = [
        '--permission',
        '--allow-worker',
        `--allow-fs-read=${folder}`,
        `--allow-fs-read=${join(ROOT, 'dist')}`,
      ];
      const denied = run(['direct.cjs'], { flags: read });
      assert.match(denied.stdout, /^ERR_DLOPEN_DISABLED /, denied.stderr);
      if (!isLinux) return;
      const flags = [...read, '--allow-addons'];
      const unwritable = run(['direct.cjs'], { flags });
      assert.match(unwritable.stdout, /^ERR_ZIPIMPORT_NATIVE_UNLOADABLE .*memory: .*ERR_ACCESS_DENIED.*extract: /s);
      const writable = run(['direct.cjs'], {
        flags: [...flags, '--allow-fs-read=/dev/shm', '--allow-fs-write=/dev/shm'],
      });
      assert.equal(writable.stdout, 'loaded\n');
    });
  }

  describe('that cannot be loaded', () => {
    const foreign = process.platform === 'win32' ? 'linux-x64/bcrypt.glibc.node' : 'win32-x64/bcrypt.node';
    const cases: readonly (readonly [string, string, RegExp])[] = [
      [
        'of another system',
        `./node_modules/bcrypt/prebuilds/${foreign}`,
        /^ERR_ZIPIMPORT_NATIVE_PLATFORM .*built for (win32|linux)-x64.* this Node\.js is /,
      ],
      [
        'of another processor',
        './node_modules/bcrypt/prebuilds/linux-arm/bcrypt.glibc.node',
        /^ERR_ZIPIMPORT_NATIVE_PLATFORM .*built for linux-arm-glibc/,
      ],
      ...(isLinux
        ? ([
            [
              'cut off',
              './half.node',
              /^ERR_ZIPIMPORT_NATIVE_TRUNCATED .*half\.node in .*app\.zip is cut off: it has \d+ bytes/,
            ],
            ['cut off in the header', './header.node', /^ERR_ZIPIMPORT_NATIVE_TRUNCATED /],
            [
              'for musl',
              `./node_modules/bcrypt/prebuilds/linux-${process.arch}/bcrypt.musl.node`,
              /^ERR_ZIPIMPORT_NATIVE_PLATFORM .*-musl, and this Node\.js is .*-glibc/,
            ],
          ] as const)
        : []),
    ];
    for (const [name, specifier, expected] of cases) {
      it(`${name}: says so, each time`, () => {
        const { status, stdout, stderr } = run(['broken.cjs', specifier]);
        assert.equal(stderr, '');
        assert.equal(status, 0);
        const [first, second] = stdout.trimEnd().split('\n');
        assert.match(first ?? '', expected);
        assert.equal(second, first);
      });
    }

    for (const way of isLinux ? ['memory', 'extract'] : []) {
      it(`wherever they are cut off, by ${way}: an error, and the process goes on`, () => {
        const { status, signal, stdout, stderr } = run(['cuts.cjs'], { policy: { native: way } });
        assert.deepEqual([status, signal, stderr], [0, null, '']);
        assert.match(stdout, /^(ERR_DLOPEN_FAILED,)?ERR_ZIPIMPORT_NATIVE_TRUNCATED(,loaded)?\n$/);
      });
    }

    it('because the policy denies them', () => {
      const policy = { native: 'memory', rules: [{ package: 'bcrypt', native: 'deny' }] };
      const { stdout } = run(['options.cjs'], { policy });
      assert.match(stdout, /^ERR_ZIPIMPORT_POLICY_DENIED .*bcrypt.*rules\[0\]/);
    });
  });

  it('are unpacked into the directory of the policy, and nowhere else', () => {
    const directory = join(folder, 'unpacked');
    const { stdout, stderr } = run(['options.cjs'], { policy: { native: 'extract', extract: { directory } } });
    assert.deepEqual([stdout, stderr], ['loaded\n', '']);
    const addons = readdirSync(directory, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.node'));
    assert.equal(addons.length, 1);
  });

  // Windows removes no library that is loaded.
  const onPosix = process.platform === 'win32' ? (): void => {} : it;

  onPosix('are loaded by a strategy of a plug-in, in workers, too', () => {
    const plugin = join(folder, 'plugin.cjs');
    writeFileSync(
      plugin,
      `const { openSync, writeFileSync, unlinkSync } = require('node:fs');
      exports.register = ({ nativeStrategies }) => {
        nativeStrategies.add({ name: 'mine', load({ file, open }) {
          const path = ${JSON.stringify(join(folder, 'mine-'))} + process.pid + '.node';
          writeFileSync(path, file.content());
          open(path);
          unlinkSync(path);
          console.log('mine', file.member);
        } });
        nativeStrategies.add({ name: 'never', available: () => 'not here', load() { throw new Error('was asked'); } });
        nativeStrategies.add({ name: 'cannot', load() { throw new Error('cannot'); } });
      };`,
    );
    for (const program of ['options.cjs', 'worker.cjs']) {
      const { stdout } = run([program], { env: { ZIPIMPORT_USE: plugin } });
      assert.match(stdout, /^mine node_modules\/bcrypt\/prebuilds\/.*\nloaded\n$/, program);
    }
    const denied = run(['options.cjs'], { env: { ZIPIMPORT_USE: plugin }, policy: { native: 'deny' } });
    assert.match(denied.stdout, /^ERR_ZIPIMPORT_POLICY_DENIED/);
  });

  it('are the variants that a package.json names for the platform', () => {
    assert.deepEqual(run(['mapped.cjs']), { status: 0, signal: null, stdout: 'true true\n', stderr: '' });
  });

  it('are loaded through an archive that stands in for node_modules', async () => {
    const place = join(folder, 'beside');
    mkdirSync(place);
    await zipFolder(join(app, 'node_modules'), join(place, 'node_modules.zip'));
    writeTree(place, {
      'main.cjs': "console.log(require('bcrypt').hashSync('a', 4).length, require('@node-rs/crc32').crc32('hello'));",
    });
    const { stdout, stderr } = runNode(['--import', REGISTER_URL, join(place, 'main.cjs')], {
      env: makeHome('home-beside'),
    });
    assert.deepEqual([stdout, stderr], ['60 907060870\n', '']);
  });
});
