// Watching members: an archive does not change while it is in use, so a watcher never fires, keeps no process alive, and closes.
import { EventEmitter } from 'node:events';
import type fs from 'node:fs';
import { resolve } from 'node:path';
import { BadArguments, encodingOf, optionsObject } from './arguments.ts';
import { turn } from './forms.ts';
import { memberAt, seek } from './members.ts';
import type { Place } from './paths.ts';

type Listener = (...args: unknown[]) => void;

/** Shaped as fs.FSWatcher, whose class Node does not export. */
class MemberWatcher extends EventEmitter {
  #isClosed = false;

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    process.nextTick(() => this.emit('close'));
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}
Object.defineProperty(MemberWatcher, 'name', { value: 'FSWatcher', configurable: true });

/** fs.watch(path, options, listener). @throws ENOENT as Node words it, with `filename` */
export function watch(place: Place, rest: readonly unknown[]): fs.FSWatcher {
  const listener = rest.find((argument) => typeof argument === 'function') as Listener | undefined;
  const options = optionsObject(rest[0]);
  encodingOf(options, null);
  const { signal } = options;
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw new BadArguments();
  requireMember(place);
  const watcher = new MemberWatcher();
  if (listener !== undefined) watcher.on('change', listener);
  if (signal?.aborted) watcher.close();
  else signal?.addEventListener('abort', () => watcher.close(), { once: true });
  return watcher as unknown as fs.FSWatcher;
}

/**
 * fs.promises.watch: waits until it is aborted or left.
 * @param abort runs Node's own iterator with the aborted signal, which throws the AbortError
 */
export function watchEvents(
  place: Place,
  rest: readonly unknown[],
  abort: (signal: AbortSignal) => Promise<unknown>,
): AsyncGenerator<never, void> {
  const options = optionsObject(rest[0]);
  encodingOf(options, null);
  const { signal } = options;
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw new BadArguments();
  return eventsUntil(place, signal, abort);
}

async function* eventsUntil(
  place: Place,
  signal: AbortSignal | undefined,
  abort: (signal: AbortSignal) => Promise<unknown>,
): AsyncGenerator<never, void> {
  if (signal?.aborted !== true) {
    requireMember(place);
    await new Promise<void>((done) => {
      signal?.addEventListener('abort', () => done(), { once: true });
    });
  }
  if (signal !== undefined) await abort(signal);
}

function requireMember(place: Place): void {
  try {
    memberAt(place, true, 'watch');
  } catch (error) {
    throw Object.assign(error as Error, { filename: place.path });
  }
}

/** Shaped as fs.StatWatcher. */
class MemberStatWatcher extends EventEmitter {
  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  stop(): void {
    process.nextTick(() => this.emit('stop'));
  }
}
Object.defineProperty(MemberStatWatcher, 'name', { value: 'StatWatcher', configurable: true });

/** The watchers that watchFile has given out and unwatchFile has not taken back: one per path, as in Node. */
export interface StatWatchers {
  watchFile(place: Place, rest: readonly unknown[]): fs.StatWatcher;
  unwatchFile(place: Place, rest: readonly unknown[]): void;
}

/** @param statsOfNothing what a listener hears once when the file is not there: Stats with all fields zero */
export function createStatWatchers(statsOfNothing: (bigint: boolean) => fs.Stats | fs.BigIntStats): StatWatchers {
  const watchers = new Map<string, MemberStatWatcher>();
  return {
    watchFile(place, rest) {
      const listener = rest.find((argument) => typeof argument === 'function') as Listener | undefined;
      if (listener === undefined) throw new BadArguments();
      const path = resolve(place.path);
      let watcher = watchers.get(path);
      if (watcher === undefined) {
        watcher = new MemberStatWatcher();
        watchers.set(path, watcher);
      }
      watcher.on('change', listener);
      if (typeof seek(place, true) === 'string') {
        const bigint = optionsObject(typeof rest[0] === 'function' ? undefined : rest[0]).bigint === true;
        void turn().then(() => listener(statsOfNothing(bigint), statsOfNothing(bigint)));
      }
      return watcher as unknown as fs.StatWatcher;
    },
    unwatchFile(place, rest) {
      const path = resolve(place.path);
      const watcher = watchers.get(path);
      if (watcher === undefined) return;
      if (typeof rest[0] === 'function') watcher.removeListener('change', rest[0] as Listener);
      else watcher.removeAllListeners('change');
      if (watcher.listenerCount('change') > 0) return;
      watcher.stop();
      watchers.delete(path);
    },
  };
}
