// fs.promises.open of a member: a real FileHandle (so `instanceof`, close, async dispose, the 'close' event and everything that Node builds
// on handle.read work by themselves), held open on the null device, whose reading methods answer from the member.
import type { EventEmitter } from 'node:events';
import type fs from 'node:fs';
import { devNull } from 'node:os';
import { ReadableStream } from 'node:stream/web';
import { BadArguments, optionsObject } from './arguments.ts';
import type { Descriptors } from './descriptors.ts';
import { turn } from './forms.ts';
import { codedError } from './node-errors.ts';
import { DESCRIPTOR_REFUSALS, fstat, type OpenFile, openFile, read, readFileOf, readv } from './reads.ts';

type FileHandle = fs.promises.FileHandle & EventEmitter;
type Method = (this: FileHandle, ...args: unknown[]) => unknown;

const WEB_STREAM_CHUNK_BYTES = 16 * 1024;

/** The handles of one overlay. */
export interface FileHandles {
  /** @param fd open in the table; closing the handle closes it there */
  create(fd: number): Promise<fs.promises.FileHandle>;
  /** What a handle of ours has open, or null for anything else and for closed ones. */
  get(handle: unknown): OpenFile | null;
}

/** Node's own functions that the handles rest on. */
export interface HandleOriginals {
  readonly open: typeof fs.promises.open;
  readonly statSync: typeof fs.statSync;
}

/** @param descriptors the table that the handles' numbers are in */
export function createFileHandles(descriptors: Descriptors, originals: HandleOriginals): FileHandles {
  const numbers = new WeakMap<object, number>();
  let prototype: object | undefined;

  const get = (handle: unknown): OpenFile | null =>
    typeof handle === 'object' && handle !== null ? openFile(descriptors, numbers.get(handle)) : null;

  return {
    get,
    async create(fd) {
      const entry = descriptors.get(fd)?.finder.entry;
      const handle = await openPlaceholder(originals.open, entry);
      prototype ??= handlePrototype(Object.getPrototypeOf(handle) as FileHandle, get, originals.statSync);
      numbers.set(handle, fd);
      Object.setPrototypeOf(handle, prototype);
      handle.once('close', () => descriptors.close(fd));
      return handle;
    },
  };
}

/** Write-only, so that native code that reads past us gets EBADF instead of wrong bytes. */
async function openPlaceholder(open: typeof fs.promises.open, entry: string | undefined): Promise<FileHandle> {
  try {
    return (await open(devNull, 'a')) as FileHandle;
  } catch (error) {
    if (entry === undefined) throw error;
    return (await open(entry, 'r')) as FileHandle; // Under --permission the archive is what may be opened.
  }
}

function handlePrototype(
  base: FileHandle,
  get: (handle: unknown) => OpenFile | null,
  statSync: typeof fs.statSync,
): object {
  const nativeFd = Object.getOwnPropertyDescriptor(base, 'fd')?.get;
  const isOpen = (handle: FileHandle): boolean => nativeFd?.call(handle) !== -1;

  /** The inherited method where the handle is closed or the arguments are bad: it says what is wrong. */
  const method = (name: keyof FileHandle, answer: (file: OpenFile, args: unknown[]) => unknown): Method => {
    const inherited = base[name] as Method;
    return async function (this: FileHandle, ...args: unknown[]): Promise<unknown> {
      const file = isOpen(this) ? get(this) : null;
      if (file === null) return inherited.apply(this, args);
      try {
        const value = answer(file, args);
        await turn();
        return value;
      } catch (error) {
        if (error instanceof BadArguments) return inherited.apply(this, args);
        throw error;
      }
    };
  };
  const refused = (name: keyof FileHandle, like: string): Method =>
    method(name, () => {
      throw DESCRIPTOR_REFUSALS[like]?.();
    });

  const methods: Record<string, Method> = {
    read: method('read', (file, args) => {
      const [bytesRead, buffer] = read(
        file,
        args.length === 1 || args.length > 2 ? args : [args[0], args[1] ?? {}],
      ).values;
      return Object.assign(Object.create(null), { bytesRead, buffer });
    }),
    readv: method('readv', (file, args) => {
      const [bytesRead, buffers] = readv(file, args).values;
      return Object.assign(Object.create(null), { bytesRead, buffers });
    }),
    readFile: method('readFile', (file, args) => {
      const { signal } = optionsObject(args[0]);
      if (signal instanceof AbortSignal) signal.throwIfAborted();
      return readFileOf(file, args);
    }),
    stat: method('stat', (file, args) => fstat(file, args, statSync)),
    sync: method('sync', () => undefined),
    datasync: method('datasync', () => undefined),
    write: refused('write', 'write'),
    writev: refused('writev', 'writev'),
    writeFile: refused('writeFile', 'write'),
    appendFile: refused('appendFile', 'write'),
    truncate: refused('truncate', 'ftruncate'),
    chmod: refused('chmod', 'fchmod'),
    chown: refused('chown', 'fchown'),
    utimes: refused('utimes', 'futimes'),
  };

  const prototype = Object.create(base) as object;
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(value, 'name', { value: name, configurable: true });
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  }
  Object.defineProperty(prototype, 'readableWebStream', {
    value: webStreamMethod(base),
    writable: true,
    configurable: true,
  });
  Object.defineProperty(prototype, 'fd', {
    get(this: FileHandle) {
      return isOpen(this) ? (get(this)?.fd ?? -1) : -1;
    },
    configurable: true,
  });
  return prototype;
}

/** One web stream per handle, of bytes; Node's own one reads the native handle on some versions. */
function webStreamMethod(base: FileHandle): Method {
  const inherited = base.readableWebStream as Method;
  const locked = new WeakSet<FileHandle>();
  return function readableWebStream(this: FileHandle, ...args: unknown[]): unknown {
    if (this.fd === -1) return inherited.apply(this, args);
    if (locked.has(this)) throw codedError('ERR_INVALID_STATE', 'Invalid state: The FileHandle is locked');
    const { autoClose } = optionsObject(args[0]);
    locked.add(this);
    const done = async (): Promise<void> => {
      if (autoClose === true) await this.close();
    };
    return new ReadableStream({
      type: 'bytes',
      autoAllocateChunkSize: WEB_STREAM_CHUNK_BYTES,
      pull: async (controller) => {
        const chunk = Buffer.alloc(WEB_STREAM_CHUNK_BYTES);
        const { bytesRead } = await this.read(chunk, 0, chunk.length, null);
        if (bytesRead > 0) {
          controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, bytesRead));
          return;
        }
        controller.close();
        // A pending view must be answered for the stream to end.
        (controller as { byobRequest?: { respond(bytes: number): void } | null }).byobRequest?.respond(0);
        await done();
      },
      cancel: done,
    });
  };
}
