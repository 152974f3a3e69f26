// The extraction cache among processes: many at once, killed at any moment, on a disk that fails.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleCache } from '../support/cache-bundle.ts';
import { makeTempFolder, removeFolder } from '../support/temp-folder.ts';

/** Places two files, one of them 1 MB; says where, and then whatever `after` does. */
const program = (before: string, after = '', options = '{}'): string => `
  const fs = require('node:fs');
  ${before}
  const { openExtractionCache } = require('./cache.cjs');
  const files = [
    { name: 'big.node', content: Buffer.alloc(1 << 20, 'zipimport'), executable: true },
    { name: 'lib/small.so', content: Buffer.from('small'), executable: true },
  ];
  const cache = openExtractionCache({ directory: process.env.CACHE, ...${options} });
  try {
    const directory = cache.extract(files);
    const isWhole = files.every(({ name, content }) => fs.readFileSync(directory + '/' + name).equals(content));
    console.log(isWhole ? 'whole' : 'broken');
  } catch (error) {
    console.log(error.code + '\\n' + error.message);
  }
  ${after}`;

const SIGKILL_AT = (name: string): string => `fs.${name} = () => process.kill(process.pid, 'SIGKILL');`;

describe('the extraction cache among processes', () => {
  let folder: string;
  let root: string;
  before(async () => {
    folder = makeTempFolder();
    await bundleCache(folder);
  });
  after(() => removeFolder(folder));
  let count = 0;
  beforeEach(() => {
    count += 1;
    root = join(folder, `cache-${count}`);
  });

  function write(source: string): string {
    const file = join(folder, `program-${count}-${readdirSync(folder).length}.cjs`);
    writeFileSync(file, source);
    return file;
  }
  function run(source: string): { readonly stdout: string; readonly signal: string | null } {
    const { stdout, stderr, signal } = spawnSync(process.execPath, [write(source)], {
      env: { ...process.env, CACHE: root },
      encoding: 'utf8',
    });
    assert.equal(stderr, '');
    return { stdout, signal };
  }
  function start(source: string): { readonly child: ChildProcess; readonly ready: Promise<unknown> } {
    const child = spawn(process.execPath, [write(source)], {
      env: { ...process.env, CACHE: root },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    return { child, ready: once(child.stdout!, 'data') };
  }
  const names = (): string[] => readdirSync(root).filter((name) => name !== '.leases');
  const leases = (): string[] => readdirSync(join(root, '.leases'));

  it('serves 50 that are let go at one instant: one entry, no litter', async () => {
    const waiting = program(
      "console.log('ready'); fs.readSync(0, Buffer.alloc(1));",
      // The lease is held until all have got their answer.
      'fs.readSync(0, Buffer.alloc(1));',
    );
    const file = write(waiting);
    const children = Array.from({ length: 50 }, () =>
      spawn(process.execPath, [file], { env: { ...process.env, CACHE: root }, stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    const said = children.map(() => '');
    await Promise.all(children.map((child) => once(child.stdout, 'data')));
    const answers = children.map(
      (child, at) =>
        new Promise<void>((resolve) => {
          child.stdout.on('data', (chunk) => {
            said[at] += String(chunk);
            if (said[at]?.includes('\n')) resolve();
          });
        }),
    );
    for (const { stdin } of children) stdin.write('g');
    await Promise.all(answers);
    assert.deepEqual(new Set(said), new Set(['whole\n']));
    assert.equal(leases().length, 50);
    assert.equal(names().length, 1);
    const exits = children.map((child) => once(child, 'exit'));
    for (const { stdin } of children) stdin.end('x');
    await Promise.all(exits);
    assert.deepEqual(leases(), []);
  });

  it('survives a kill before the rename: the next one sweeps and places', () => {
    assert.equal(run(program(SIGKILL_AT('renameSync'))).signal, 'SIGKILL');
    assert.match(names().join(), /^\.tmp-[\w-]+$/);
    assert.equal(leases().length, 1);
    assert.equal(run(program('')).stdout, 'whole\n');
    assert.match(names().join(), /^[0-9a-f]{64}$/);
    assert.deepEqual(leases(), []);
  });

  it('survives a kill in the middle of a file', () => {
    const half =
      "const { writeSync } = fs; fs.writeSync = (fd, data) => { writeSync(fd, data, 0, 1000); process.kill(process.pid, 'SIGKILL'); };";
    assert.equal(run(program(half)).signal, 'SIGKILL');
    assert.equal(run(program('')).stdout, 'whole\n');
    assert.match(names().join(), /^[0-9a-f]{64}$/);
  });

  it('survives a kill while an entry is being removed', () => {
    assert.equal(run(program('')).stdout, 'whole\n');
    const removing = `const fs = require('node:fs'); ${SIGKILL_AT('rmSync')}
      require('./cache.cjs').openExtractionCache({ directory: process.env.CACHE }).clear();`;
    assert.equal(run(removing).signal, 'SIGKILL');
    assert.match(names().sort().join(), /^\.removing-[0-9a-f]{64},\.tmp-[\w-]+$/);
    assert.equal(run(program('')).stdout, 'whole\n');
    assert.match(names().join(), /^[0-9a-f]{64}$/);
  });

  it('leaves nothing of a write that the disk cuts short', () => {
    const full = `const { writeSync } = fs; let writes = 0;
      fs.writeSync = (fd, data, at, length) => {
        writes += 1;
        if (writes === 1) return writeSync(fd, data, at, 5000);
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      };`;
    const { stdout } = run(program(full));
    assert.match(stdout, /^ERR_ZIPIMPORT_CACHE_UNAVAILABLE\nNo directory.*big\.node.*\n.*cache-\d+: ENOSPC/);
    assert.deepEqual(names(), []);
    assert.deepEqual(leases(), []);
    assert.equal(run(program('')).stdout, 'whole\n');
  });

  it('goes on when the disk takes less than it is given', () => {
    const slow =
      'const { writeSync } = fs; fs.writeSync = (fd, data, at, length) => writeSync(fd, data, at, Math.min(length, 100_000));';
    assert.equal(run(program(slow)).stdout, 'whole\n');
  });

  it('removes nothing that another process uses, until that one ends', async () => {
    const { child, ready } = start(program('', 'fs.readSync(0, Buffer.alloc(1));'));
    await ready;
    const clear = `const { removed, kept } = require('./cache.cjs').openExtractionCache({ directory: process.env.CACHE }).clear();
      console.log(removed.length, kept.length);`;
    assert.equal(run(clear).stdout, '0 1\n');
    // Killed, so that it cannot take its lease back.
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(leases().length, 1);
    assert.equal(run(clear).stdout, '1 0\n');
    assert.deepEqual(names(), []);
    assert.deepEqual(leases(), []);
  });

  it('removes what it placed when it ends, with keep: false, but nothing that another uses', async () => {
    assert.equal(run(program('', '', '{ keep: false }')).stdout, 'whole\n');
    assert.deepEqual(names(), []);
    const { child, ready } = start(program('', 'fs.readSync(0, Buffer.alloc(1));'));
    await ready;
    assert.equal(run(program('', '', '{ keep: false }')).stdout, 'whole\n');
    assert.equal(names().length, 1);
    child.stdin?.end('x');
    await once(child, 'exit');
  });

  const placeOnce = `require('./cache.cjs').openExtractionCache({ directory: process.env.CACHE, keep: false })
      .place({ name: 'f', content: Buffer.from('x'), executable: false });`;

  it('removes with keep: false also what only a worker placed, or a process that was killed, once another one writes', () => {
    const inWorker = `
      const { Worker, isMainThread } = require('node:worker_threads');
      if (isMainThread) new Worker(__filename).on('exit', () => console.log(fs.existsSync(process.env.CACHE)));
      else ${placeOnce}
      const fs = require('node:fs');`;
    assert.equal(run(inWorker).stdout, 'true\n');
    assert.equal(names().length, 1);
    assert.equal(run(`${placeOnce.replace("'x'", "'y'")}; process.kill(process.pid, 'SIGKILL')`).signal, 'SIGKILL');
    assert.equal(names().length, 1);
    assert.equal(run(program('')).stdout, 'whole\n');
    assert.equal(names().length, 1);
    assert.deepEqual(leases(), []);
  });

  it('goes on using what it has when another cache of the process cannot', () => {
    const source = `
      const fs = require('node:fs');
      let isBroken = false;
      const { openSync } = fs;
      fs.openSync = (...args) => {
        if (isBroken) throw Object.assign(new Error('EMFILE: too many open files, open'), { code: 'EMFILE' });
        return openSync(...args);
      };
      const { openExtractionCache } = require('./cache.cjs');
      const place = () => openExtractionCache({ directory: process.env.CACHE })
        .place({ name: 'f', content: Buffer.from('x'), executable: false });
      place();
      isBroken = true;
      try { place(); } catch ({ code }) { console.log(code, fs.readdirSync(process.env.CACHE + '/.leases').length); }`;
    assert.equal(run(source).stdout, 'ERR_ZIPIMPORT_CACHE_UNAVAILABLE 1\n');
  });

  it('removes what was not used for long when it writes anew, with a time to keep', () => {
    const other = (name: string, options: string): string =>
      `require('./cache.cjs').openExtractionCache({ directory: process.env.CACHE, ...${options} })
        .place({ name: '${name}', content: Buffer.from('x'), executable: false });`;
    run(other('old', '{}'));
    const [old = ''] = names();
    const past = 'new Date(Date.now() - 3600_000)';
    run(`require('node:fs').utimesSync(process.env.CACHE + '/${old}', ${past}, ${past});`);
    run(other('new', '{ keep: 7200_000 }'));
    assert.equal(names().length, 2);
    run(other('newer', '{ keep: 60_000 }'));
    assert.equal(existsSync(join(root, old)), false);
    assert.equal(names().length, 2);
  });

  it('falls back from a home that is missing, and says what it tried when nothing is left', () => {
    const home = join(folder, 'no-home');
    writeFileSync(home, '');
    mkdirSync(join(folder, 'tmp'), { recursive: true });
    const source = `
      for (const name of ['XDG_CACHE_HOME', 'XDG_RUNTIME_DIR', 'LOCALAPPDATA']) delete process.env[name];
      process.env.HOME = ${JSON.stringify(home)};
      process.env.TMPDIR = process.argv[2];
      const { openExtractionCache } = require('./cache.cjs');
      try { console.log(openExtractionCache().place({ name: 'a', content: Buffer.from('x'), executable: true })); }
      catch (error) { console.log(error.message); }`;
    const said = (tmp: string): string =>
      spawnSync(process.execPath, [write(source), tmp], { encoding: 'utf8' }).stdout.trim();
    const user = process.geteuid?.();
    const placed = said(join(folder, 'tmp'));
    assert.ok(placed.startsWith(join(folder, 'tmp', `zipimport-${user}`)), placed);
    assert.equal(readFileSync(placed, 'utf8'), 'x');
    const lines = said(home).split('\n');
    assert.match(lines[1] ?? '', /^ {2}the user's cache directory, .*no-home.*: E/);
    assert.match(lines[2] ?? '', /^ {2}the directory for temporary files, .*zipimport-\d+: E/);
  });
});
