// Calls on open members: read, readv, fstat, close and what changes files, all of which take a descriptor of our table.
import type fs from 'node:fs';
import { asReadFile } from './answers.ts';
import { BadArguments, optionsObject, readPosition, readTarget } from './arguments.ts';
import { type Descriptor, type Descriptors, readInto, readIntoAll, readRest } from './descriptors.ts';
import { CallbackValues } from './forms.ts';
import { fsError } from './node-errors.ts';
import { statsOf } from './stats.ts';

const DEFAULT_READ_BYTES = 16 * 1024;

/** One descriptor with its number, as found in the table. */
export interface OpenFile {
  readonly fd: number;
  readonly descriptor: Descriptor;
}

/** What is open under a first argument, or null when that number is not ours. */
export function openFile(descriptors: Descriptors, fd: unknown): OpenFile | null {
  const descriptor = descriptors.get(fd);
  return descriptor === undefined ? null : { fd: fd as number, descriptor };
}

/** readSync(fd, buffer, offset, length, position) and readSync(fd, buffer, options). */
export function readSync({ descriptor }: OpenFile, rest: readonly unknown[]): number {
  const target = readTarget(rest[0], rest[1], rest[2], rest[3]);
  return target.length === 0 ? 0 : readInto(descriptor, target.buffer, target.offset, target.length, target.position);
}

/** The five call forms of fs.read; `rest` has no callback any more. */
export function read({ descriptor }: OpenFile, rest: readonly unknown[]): CallbackValues {
  const [first, second] = rest;
  const named = rest.length < 3 && !ArrayBuffer.isView(first) ? first : rest.length < 3 ? second : undefined;
  if (named !== undefined && named !== null && typeof named !== 'object') throw new BadArguments();
  const options = (named ?? {}) as Readonly<Record<string, unknown>>;
  const buffer = ArrayBuffer.isView(first) ? first : (options.buffer ?? Buffer.alloc(DEFAULT_READ_BYTES));
  const target =
    rest.length < 3 ? readTarget(buffer, options, undefined, undefined) : readTarget(first, second, rest[2], rest[3]);
  const bytes =
    target.length === 0 ? 0 : readInto(descriptor, target.buffer, target.offset, target.length, target.position);
  return new CallbackValues([bytes, target.buffer]);
}

/** readvSync(fd, buffers, position). */
export function readvSync({ descriptor }: OpenFile, rest: readonly unknown[]): number {
  const [buffers, position] = rest;
  if (!Array.isArray(buffers) || !buffers.every((buffer) => ArrayBuffer.isView(buffer))) throw new BadArguments();
  return readIntoAll(descriptor, buffers, typeof position === 'number' ? readPosition(position) : null);
}

/** fs.readv: as the sync form, with the buffers behind the count. */
export function readv(file: OpenFile, rest: readonly unknown[]): CallbackValues {
  return new CallbackValues([readvSync(file, rest), rest[0]]);
}

/** fstat. */
export function fstat(
  { descriptor }: OpenFile,
  rest: readonly unknown[],
  statSync: typeof fs.statSync,
): fs.Stats | fs.BigIntStats {
  return statsOf(descriptor.finder, descriptor.member, optionsObject(rest[0]).bigint === true, statSync);
}

/** readFile(fd): from the position to the end; the descriptor stays open. */
export function readFileOf({ descriptor }: OpenFile, rest: readonly unknown[]): string | Buffer {
  return asReadFile(readRest(descriptor), optionsObject(rest[0]));
}

/** @see DESCRIPTOR_REFUSALS, for functions that take a path as well */
export function refuseWrite(): never {
  throw fsError('EBADF', 'write');
}

/** What calls that change an open file fail with: it was opened for reading, on a file system that is read-only. */
export const DESCRIPTOR_REFUSALS: Readonly<Record<string, () => Error>> = {
  write: () => fsError('EBADF', 'write'),
  writev: () => fsError('EBADF', 'write'),
  ftruncate: () => fsError('EINVAL', 'ftruncate'),
  fchmod: () => fsError('EROFS', 'fchmod'),
  fchown: () => fsError('EROFS', 'fchown'),
  futimes: () => fsError('EROFS', 'futime'),
};
