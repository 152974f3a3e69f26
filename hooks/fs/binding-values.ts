// What Node's `fs` binding gives, made from what the public functions give: see captured-functions.ts.
import type fs from 'node:fs';
import { relative } from 'node:path';

type BigIntFields = Readonly<Record<string, bigint>>;
const BIGINT_FIELDS = ['dev', 'mode', 'nlink', 'uid', 'gid', 'rdev', 'blksize', 'ino', 'size', 'blocks'];
const DATE_FIELDS = ['atimeNs', 'mtimeNs', 'ctimeNs', 'birthtimeNs'];
const NANOSECONDS = 1_000_000_000n;
const DIRENT_KINDS = { isFile: 1, isDirectory: 2, isSymbolicLink: 3 } as const;
/** `frsize` on Node 26 only. */
const STATFS_FIELDS = ['type', 'bsize', 'frsize', 'blocks', 'bfree', 'bavail', 'files', 'ffree'];

/** Stats as the binding gives them: ten numbers, and four times in seconds and nanoseconds. */
export function rawStats(
  stats: fs.BigIntStats | undefined,
  asBigInt: unknown,
): Float64Array | BigInt64Array | undefined {
  if (stats === undefined) return undefined;
  const fields = stats as unknown as BigIntFields;
  const values = BIGINT_FIELDS.map((name) => fields[name] ?? 0n);
  for (const name of DATE_FIELDS) {
    const time = fields[name] ?? 0n;
    values.push(time / NANOSECONDS, time % NANOSECONDS);
  }
  return asBigInt === true ? BigInt64Array.from(values) : Float64Array.from(values, Number);
}

/** As {@link rawStats}, for statfs. */
export function rawStatfs(stats: fs.BigIntStatsFs, asBigInt: unknown): Float64Array | BigInt64Array {
  const fields = stats as unknown as BigIntFields;
  const values = STATFS_FIELDS.flatMap((name) => fields[name] ?? []);
  return asBigInt === true ? BigInt64Array.from(values) : Float64Array.from(values, Number);
}

/** What the binding's internalModuleStat says: 0 for a file, 1 for a directory, less for nothing. */
export function moduleStat(on: typeof fs, path: string): number {
  const stats = on.statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return -2;
  return stats.isDirectory() ? 1 : 0;
}

function kindOf(entry: fs.Dirent): number {
  if (entry.isDirectory()) return DIRENT_KINDS.isDirectory;
  return entry.isSymbolicLink() ? DIRENT_KINDS.isSymbolicLink : DIRENT_KINDS.isFile;
}

/** Names, or names, types and how many of them each of the directories has. */
export function rawTree(on: typeof fs, [path, encoding, withTypes]: readonly unknown[]): unknown {
  const named = { encoding: encoding as 'utf8', recursive: true };
  if (withTypes !== true) return on.readdirSync(path as string, named);
  const root = `${path}`;
  const directories = new Map<string, fs.Dirent[]>([[root, []]]);
  for (const entry of on.readdirSync(path as string, { ...named, withFileTypes: true })) {
    const entries = directories.get(entry.parentPath);
    if (entries === undefined) directories.set(entry.parentPath, [entry]);
    else entries.push(entry);
  }
  const entries = [...directories.values()];
  const below = [...directories.keys()].map((directory) => relative(root, directory));
  const all = entries.flat();
  const counts = entries.map(({ length }) => length);
  return [all.map(({ name }) => name), all.map(kindOf), counts, encoding === 'buffer' ? below.map(Buffer.from) : below];
}

/** Names, or names and types. */
export function rawEntries(on: typeof fs, [path, encoding, withTypes]: readonly unknown[]): unknown {
  const named = { encoding: encoding as 'utf8' };
  if (withTypes !== true) return on.readdirSync(path as string, named);
  const entries = on.readdirSync(path as string, { ...named, withFileTypes: true });
  return [entries.map(({ name }) => name), entries.map(kindOf)];
}

/** What Node's FileHandle asks of the handle that it holds. */
export function rawHandle(fd: number, closeSync: typeof fs.closeSync): object {
  return {
    fd,
    getAsyncId: () => 0,
    releaseFD: () => fd,
    close: async () => closeSync(fd),
    closeSync: () => closeSync(fd),
  };
}
