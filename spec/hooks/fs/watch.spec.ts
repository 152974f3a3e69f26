import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import { BadArguments } from '../../../hooks/fs/arguments.ts';
import { turn } from '../../../hooks/fs/forms.ts';
import type { Place } from '../../../hooks/fs/paths.ts';
import { statsOfNothing } from '../../../hooks/fs/stats.ts';
import { createStatWatchers, watch, watchEvents } from '../../../hooks/fs/watch.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const finder = memoryFinder('/x/app.zip', { a: '' });
const at = (name: string): Place => ({ finder, name, path: `/x/app.zip/${name}`, asDirectory: false });

describe('watch', () => {
  it('closes once, by hand or by signal', async () => {
    const watcher = watch(at('a'), [() => assert.fail('fired')]);
    let closed = 0;
    watcher.on('close', () => {
      closed += 1;
    });
    watcher.close();
    watcher.close();
    await turn();
    assert.equal(closed, 1);
    const controller = new AbortController();
    const second = once(watch(at('a'), [{ signal: controller.signal }]), 'close');
    controller.abort();
    await second;
  });

  it('fails for what is missing, and for bad arguments', () => {
    assert.throws(() => watch(at('none'), []), { code: 'ENOENT', syscall: 'watch', filename: '/x/app.zip/none' });
    assert.throws(() => watch(at('a'), [{ signal: 'no' }]), BadArguments);
  });
});

describe('watchEvents', () => {
  it('ends with what the abort throws', async () => {
    const controller = new AbortController();
    const events = watchEvents(at('a'), [{ signal: controller.signal }], async () => {
      throw new Error('aborted');
    });
    const next = events.next();
    controller.abort();
    await assert.rejects(next, { message: 'aborted' });
  });

  it('fails at the first event for what is missing', async () => {
    const never = async (): Promise<void> => {};
    await assert.rejects(watchEvents(at('none'), [], never).next(), { code: 'ENOENT' });
  });
});

describe('createStatWatchers', () => {
  const nothing = (bigint: boolean): fs.Stats | fs.BigIntStats => statsOfNothing(bigint, fs.statSync);

  it('has one watcher per path until its last listener is gone', () => {
    const { watchFile, unwatchFile } = createStatWatchers(nothing);
    const [first, second] = [() => {}, () => {}];
    const watcher = watchFile(at('a'), [first]);
    assert.equal(watchFile(at('a'), [{ interval: 5 }, second]), watcher);
    unwatchFile(at('a'), [first]);
    assert.equal(watchFile(at('a'), [first]), watcher);
    unwatchFile(at('a'), []);
    assert.notEqual(watchFile(at('a'), [first]), watcher);
    assert.throws(() => watchFile(at('a'), [{}]), BadArguments);
  });

  it('reports once that there is nothing', async () => {
    const { watchFile } = createStatWatchers(nothing);
    const stats = await new Promise<fs.Stats>((resolve) => watchFile(at('none'), [resolve]));
    assert.equal(stats.mtimeMs, 0);
  });
});
