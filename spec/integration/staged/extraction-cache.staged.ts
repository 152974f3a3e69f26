// The extraction cache on real disks that are full, read-only or noexec, and as other users: `npm run test:cache`.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleCache } from '../../support/cache-bundle.ts';
import { inNamespace, staged } from '../../support/staging.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

/** A user that no system knows. */
const UNKNOWN = 54_321;

/** place.cjs <bytes> <executable> [user]: places a file as `options`, says where and how many bytes, or the error and its reasons. */
const PLACE = `
  const [bytes, executable, user] = process.argv.slice(2);
  if (user !== undefined) { process.setgid(Number(user)); process.setuid(Number(user)); }
  const fs = require('node:fs');
  const { openExtractionCache } = require('./cache.cjs');
  try {
    const cache = openExtractionCache({ directory: process.env.CACHE });
    const file = cache.place({ name: 'f', content: Buffer.alloc(Number(bytes), 'x'), executable: executable === 'true' });
    console.log(file, fs.statSync(file).size);
  } catch (error) {
    console.log(error.code, error.message);
  }`;

describe('the extraction cache in staged surroundings', () => {
  let folder: string;
  let disk: string;
  before(async () => {
    folder = makeTempFolder();
    chmodSync(folder, 0o755);
    chmodSync(await bundleCache(folder), 0o644);
    writeFileSync(join(folder, 'place.cjs'), PLACE, { mode: 0o644 });
    disk = join(folder, 'disk');
    mkdirSync(disk);
  });
  after(() => removeFolder(folder));

  const node = JSON.stringify(process.execPath);
  const place = (bytes: number, executable: boolean): string =>
    `${node} ${JSON.stringify(join(folder, 'place.cjs'))} ${bytes} ${executable}`;
  const mount = (options: string): string => `mount -t tmpfs -o mode=700,${options} none ${JSON.stringify(disk)}`;
  const withCache = (directory: string): NodeJS.ProcessEnv => ({ ...process.env, CACHE: directory });
  /** An environment in which the cache is looked for. */
  function searching(home: string | null, temporary: string): NodeJS.ProcessEnv {
    const { HOME: _home, XDG_CACHE_HOME: _cache, XDG_RUNTIME_DIR: _runtime, CACHE: _own, ...rest } = process.env;
    return { ...rest, TMPDIR: temporary, ...(home === null ? {} : { HOME: home }) };
  }

  staged('a full disk: an error, nothing left, and what fits is placed afterwards', ['mounts'], () => {
    const cache = join(disk, 'cache');
    const said = inNamespace(
      [
        mount('size=1m'),
        place(3 << 20, true),
        `find ${JSON.stringify(cache)} -type f; ls ${JSON.stringify(cache)}`,
        place(1000, true),
      ],
      withCache(cache),
    );
    assert.match(said, /^ERR_ZIPIMPORT_CACHE_UNAVAILABLE [^\n]*\n[^\n]*ENOSPC[^\n]*\n[^\n]*\n\/[^\n]*\/f 1000\n$/);
  });

  staged('a disk that is mounted noexec: no programs, but other files', ['mounts'], () => {
    const said = inNamespace([mount('noexec'), place(10, true), place(10, false)], withCache(join(disk, 'cache')));
    assert.match(
      said,
      /^ERR_ZIPIMPORT_CACHE_UNAVAILABLE [\s\S]*: files there cannot be executed \(EACCES\): is it mounted noexec\?/,
    );
    assert.match(said, /\/f 10\n$/);
  });

  staged('a home that is mounted noexec: the next directory is taken', ['mounts'], () => {
    const said = inNamespace([mount('noexec'), place(10, true)], searching(disk, folder));
    // In a user namespace this user has another number.
    assert.match(said, /^\S+\/zipimport-\d+\/[0-9a-f]{64}\/f 10\n$/);
    assert.ok(said.startsWith(join(folder, 'zipimport-')), said);
  });

  staged('a read-only disk serves what is there, and says EROFS to what is not', ['mounts'], () => {
    const said = inNamespace(
      [
        mount('size=1m'),
        place(10, true),
        `mount -o remount,bind,ro ${JSON.stringify(disk)}`,
        place(10, true),
        place(11, true),
      ],
      withCache(join(disk, 'cache')),
    );
    const [first, second, ...rest] = said.split('\n');
    assert.match(first ?? '', /\/f 10$/);
    assert.equal(second, first);
    assert.match(rest.join('\n'), /^ERR_ZIPIMPORT_CACHE_UNAVAILABLE [\s\S]*EROFS/);
  });

  const run = (env: NodeJS.ProcessEnv, user: number): string =>
    spawnSync(process.execPath, [join(folder, 'place.cjs'), '10', 'false', String(user)], { env, encoding: 'utf8' })
      .stdout;

  staged('a user without a home that no system knows: the directory for temporary files', ['users'], () => {
    const open = join(folder, 'open');
    mkdirSync(open);
    chmodSync(open, 0o1777);
    assert.ok(run(searching(null, open), UNKNOWN).startsWith(join(open, `zipimport-${UNKNOWN}`)));
    const said = run(searching(null, join(folder, 'disk')), UNKNOWN);
    assert.match(said, /the user's cache directory: .*ENOENT.*\n.*the directory for temporary files, .*EACCES/);
  });

  staged("another user's directory is not used", ['users'], () => {
    const cache = join(folder, 'foreign');
    mkdirSync(cache, { mode: 0o755 });
    chownSync(cache, UNKNOWN + 1, UNKNOWN + 1);
    assert.match(run(withCache(cache), UNKNOWN), /it belongs to user 54322, not to 54321/);
  });

  staged("another user's file in the cache is replaced", ['users'], () => {
    const cache = join(folder, 'own');
    const once = (): string =>
      spawnSync(process.execPath, [join(folder, 'place.cjs'), '10', 'false'], {
        env: withCache(cache),
        encoding: 'utf8',
      }).stdout;
    const [file = ''] = once().split(' ');
    chownSync(file, UNKNOWN, UNKNOWN);
    assert.equal(once(), `${file} 10\n`);
    const owner = spawnSync('stat', ['-c', '%u', file, dirname(file)], { encoding: 'utf8' }).stdout;
    assert.equal(owner, '0\n0\n');
  });
});
