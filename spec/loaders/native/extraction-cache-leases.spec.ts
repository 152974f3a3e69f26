import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  breakStale,
  keysInUse,
  lease,
  release,
  sweepLeases,
  takeMark,
  whileRemoving,
} from '../../../loaders/native/extraction-cache-leases.ts';
import { ownToken } from '../../../loaders/native/extraction-cache-owner.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

const KEY = 'a'.repeat(64);

describe('leases of the extraction cache', () => {
  let root: string;
  /** The token of a process that is gone. */
  let gone: string;
  before(() => {
    const [machine = ''] = ownToken().split('-');
    gone = `${machine}-${spawnSync(process.execPath, ['-e', '']).pid}-1`;
  });
  beforeEach(() => {
    root = makeTempFolder();
  });
  afterEach(() => removeFolder(root));

  const marker = (): string => join(root, `.removing-${KEY}`);
  const leases = (): string[] => readdirSync(join(root, '.leases'));

  it('hold until they are released', () => {
    assert.equal(lease(root, KEY), true);
    assert.equal(lease(root, KEY), false);
    assert.equal(lease(root, KEY, true), true);
    release(root, KEY, true);
    assert.deepEqual([...keysInUse(root)], [KEY]);
    release(root, KEY);
    assert.deepEqual([...keysInUse(root)], []);
    release(root, KEY);
  });

  it('of processes that are gone do not count and are swept', () => {
    lease(root, KEY);
    writeFileSync(join(root, '.leases', `${'b'.repeat(64)}.${gone}`), '');
    assert.deepEqual([...keysInUse(root)], [KEY]);
    assert.deepEqual(sweepLeases(root), { swept: 1, ended: [] });
    assert.deepEqual(leases(), [`${KEY}.${ownToken()}`]);
  });

  it('say which entries were to go with processes that are gone', () => {
    lease(root, KEY, true);
    const ended = 'b'.repeat(64);
    writeFileSync(join(root, '.leases', `${ended}.${gone}.once`), '');
    writeFileSync(join(root, '.leases', `${'c'.repeat(64)}.${gone}`), '');
    assert.deepEqual([...keysInUse(root)], [KEY]);
    assert.deepEqual(sweepLeases(root), { swept: 2, ended: [ended] });
    assert.deepEqual(leases(), [`${KEY}.${ownToken()}.once`]);
  });

  it('let one remover in at a time', () => {
    const inner = whileRemoving(root, KEY, () => {
      assert.ok(existsSync(marker()));
      return whileRemoving(root, KEY, () => 'inner') ?? 'refused';
    });
    assert.equal(inner, 'refused');
    assert.equal(existsSync(marker()), false);
    const fail = (): never => {
      throw new Error('disk');
    };
    assert.throws(() => whileRemoving(root, KEY, fail), /disk/);
    assert.equal(existsSync(marker()), false);
  });

  it('do not wait for a remover that is gone', () => {
    writeFileSync(marker(), gone);
    lease(root, KEY);
    assert.equal(existsSync(marker()), false);
    writeFileSync(marker(), gone);
    assert.equal(
      whileRemoving(root, KEY, () => 'mine'),
      'mine',
    );
  });

  it('take a mark that was made a moment ago for somebody’s, though its owner is not written yet', () => {
    writeFileSync(marker(), '');
    assert.equal(breakStale(marker()), false);
    const past = new Date(Date.now() - 60_000);
    utimesSync(marker(), past, past);
    assert.equal(breakStale(marker()), true);
    assert.equal(breakStale(marker()), true);
  });

  it('give a mark back that another one has put up in place of the dead one', () => {
    writeFileSync(marker(), ownToken());
    assert.equal(takeMark(marker(), gone), false);
    assert.equal(readFileSync(marker(), 'utf8'), ownToken());
    assert.equal(takeMark(marker(), ownToken()), true);
    assert.equal(takeMark(marker(), ownToken()), true);
    assert.deepEqual(readdirSync(root), []);
  });

  it('wait until a remover that lives is done', async () => {
    const [machine = ''] = ownToken().split('-');
    const own = join(root, '.leases', `${KEY}.${ownToken()}`);
    // Goes away once it has seen the lease; the lease is granted only then, so it must be there before.
    const remover = `
      const fs = require('node:fs');
      const [marker, lease, machine] = process.argv.slice(1);
      fs.writeFileSync(marker, machine + '-' + process.pid + '-0');
      console.log('marked');
      while (!fs.existsSync(lease));
      fs.unlinkSync(marker);`;
    const child = spawn(process.execPath, ['-e', remover, marker(), own, machine], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    assert.ok(existsSync(marker()));
    lease(root, KEY);
    assert.equal(existsSync(marker()), false);
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  it('say what the disk says when they cannot be written', () => {
    writeFileSync(join(root, '.leases'), '');
    assert.throws(() => lease(root, KEY), /EEXIST|ENOTDIR/);
  });
});
