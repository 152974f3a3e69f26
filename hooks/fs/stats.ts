// Member -> a real fs.Stats or BigIntStats. The constructor is never called: newer versions deprecate that with a warning (DEP0180).
import fs from 'node:fs';
import type { Finder, Member } from '../../lib/finders/finder.ts';

const BLOCK_BYTES = 512;
const IO_BLOCK_BYTES = 4096;
const TYPE_BITS = { file: fs.constants.S_IFREG, directory: fs.constants.S_IFDIR, link: fs.constants.S_IFLNK } as const;
const DEFAULT_MODE = { file: 0o444, directory: 0o555, link: 0o777 } as const;
const DATE_FIELDS = ['atime', 'mtime', 'ctime', 'birthtime'] as const;

/** 31 bits of FNV-1a: numbers that are the same in every run and thread, for device and inode numbers. */
export function stableNumber(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 1) + 1;
}

/** Permission bits as the container has them, without the type. */
export function permissionBits(member: Member): number {
  return (member.mode ?? DEFAULT_MODE[member.kind]) & 0o7777;
}

const deviceNumbers = new WeakMap<Finder, number>();

function deviceNumber(finder: Finder): number {
  let device = deviceNumbers.get(finder);
  if (device === undefined) {
    device = stableNumber(finder.entry);
    deviceNumbers.set(finder, device);
  }
  return device;
}

let bigintPrototype: object | undefined;

function prototypeOfBigIntStats(statSync: typeof fs.statSync): object {
  // The class is not exported. Every stat of the original gives an instance, and Node's own executable is there and readable.
  bigintPrototype ??= Object.getPrototypeOf(statSync(process.execPath, { bigint: true })) as object;
  return bigintPrototype;
}

/**
 * @param bigint whether the caller asked for BigIntStats
 * @param statSync Node's own, to learn the class of BigIntStats from
 */
export function statsOf(
  finder: Finder,
  member: Member,
  bigint: boolean,
  statSync: typeof fs.statSync,
): fs.Stats | fs.BigIntStats {
  const size = member.kind === 'directory' ? IO_BLOCK_BYTES : member.size;
  const whole = {
    dev: deviceNumber(finder),
    mode: TYPE_BITS[member.kind] | permissionBits(member),
    nlink: 1,
    uid: process.getuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
    rdev: 0,
    blksize: IO_BLOCK_BYTES,
    // Programs take inode 0 for "the system does not tell".
    ino: (member.id ?? stableNumber(member.name)) + 1,
    size,
    blocks: Math.ceil(size / BLOCK_BYTES),
  };
  return instanceOf(whole, member.mtimeMs ?? 0, bigint, statSync);
}

const NOTHING = {
  dev: 0,
  mode: 0,
  nlink: 0,
  uid: 0,
  gid: 0,
  rdev: 0,
  blksize: 0,
  ino: 0,
  size: 0,
  blocks: 0,
} as const;

/** All fields zero: what fs.watchFile reports for a path where nothing is. */
export function statsOfNothing(bigint: boolean, statSync: typeof fs.statSync): fs.Stats | fs.BigIntStats {
  return instanceOf(NOTHING, 0, bigint, statSync);
}

function instanceOf(
  whole: Readonly<Record<string, number>>,
  mtimeMs: number,
  bigint: boolean,
  statSync: typeof fs.statSync,
): fs.Stats | fs.BigIntStats {
  const fields: Record<string, unknown> = bigint ? bigintFields(whole, mtimeMs) : numberFields(whole, mtimeMs);
  const prototype = bigint ? prototypeOfBigIntStats(statSync) : fs.Stats.prototype;
  if (!('mtime' in prototype)) for (const field of DATE_FIELDS) fields[field] = new Date(Math.round(mtimeMs)); // Node 20
  return Object.assign(Object.create(prototype), fields) as fs.Stats | fs.BigIntStats;
}

function numberFields(whole: Readonly<Record<string, number>>, mtimeMs: number): Record<string, unknown> {
  return { ...whole, atimeMs: mtimeMs, mtimeMs, ctimeMs: mtimeMs, birthtimeMs: mtimeMs };
}

function bigintFields(whole: Readonly<Record<string, number>>, mtimeMs: number): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(whole)) fields[field] = BigInt(value);
  const milliseconds = BigInt(Math.trunc(mtimeMs));
  const nanoseconds = BigInt(Math.trunc(mtimeMs * 1000)) * 1000n;
  for (const field of DATE_FIELDS) fields[`${field}Ms`] = milliseconds;
  for (const field of DATE_FIELDS) fields[`${field}Ns`] = nanoseconds;
  return fields;
}
