// copyFile and cp with a member on one side. Members are written to the disk with Node's original functions; nothing is written into archives.
import fs from 'node:fs';
import type { Member } from '../../lib/finders/finder.ts';
import { BadArguments } from './arguments.ts';
import { memberAt, seek } from './members.ts';
import { fsError } from './node-errors.ts';
import { type Place, pathText } from './paths.ts';

/** Node's own functions that copies are made with. */
export type CopyOriginals = Pick<
  typeof fs,
  'openSync' | 'writeSync' | 'fchmodSync' | 'ftruncateSync' | 'closeSync' | 'accessSync'
>;

/** Modes of copies of members whose container has no modes: what a program that unpacks would give them. */
const DEFAULT_COPY_MODE = { file: 0o644, directory: 0o755, link: 0o777 } as const;

/** Permission bits for a copy on the disk. */
export function copyMode(member: Member): number {
  return (member.mode ?? DEFAULT_COPY_MODE[member.kind]) & 0o777;
}

/** The path that an argument names, for messages. @throws BadArguments when it is none */
export function copyPath(path: unknown): string {
  const text = pathText(path);
  if (text === null || text.includes('\0')) throw new BadArguments();
  return text;
}

/**
 * One member to a file on the disk.
 * @param mode COPYFILE_EXCL or 0
 * @throws with the syscall and both paths of copyfile, whatever step failed
 */
export function copyMember(source: Place, target: string, mode: number, originals: CopyOriginals): void {
  const found = seek(source, true);
  if (typeof found === 'string') throw fsError(found, 'copyfile', source.path, target);
  const { member } = found;
  if (member.kind === 'directory') throw fsError('EISDIR', 'copyfile', source.path, target);
  const { O_CREAT, O_EXCL, O_WRONLY, COPYFILE_EXCL } = fs.constants;
  const content = source.finder.read(member);
  const exclusive = (mode & COPYFILE_EXCL) !== 0 ? O_EXCL : 0;
  try {
    const fd = originals.openSync(target, O_WRONLY | O_CREAT | exclusive, copyMode(member));
    try {
      for (let done = 0; done < content.length; ) done += originals.writeSync(fd, content, done);
      originals.ftruncateSync(fd, content.length);
      originals.fchmodSync(fd, copyMode(member));
    } finally {
      originals.closeSync(fd);
    }
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (typeof code !== 'string' || code.startsWith('ERR_')) throw error;
    throw fsError(code, 'copyfile', source.path, target);
  }
}

/**
 * The answer to copyFile(source, target, mode).
 * @returns null when neither side is in an archive
 */
export function claimCopyFile(
  args: readonly unknown[],
  inside: (path: unknown) => Place | null,
  originals: CopyOriginals,
): (() => void) | null {
  const source = inside(args[0]);
  const target = inside(args[1]);
  if (source === null && target === null) return null;
  return () => {
    const mode = args[2] ?? 0;
    if (typeof mode !== 'number' || !Number.isInteger(mode) || mode < 0 || mode > 7) throw new BadArguments();
    const from = copyPath(args[0]);
    const to = copyPath(args[1]);
    if (target !== null) {
      if (source !== null) memberAt(source, true, 'copyfile');
      else originals.accessSync(from);
      throw fsError('EROFS', 'copyfile', from, to);
    }
    if (source !== null) copyMember(source, to, mode, originals);
  };
}

/** Options of cp, checked; defaults as Node has them. */
export interface CopyOptions {
  readonly dereference: boolean;
  readonly errorOnExist: boolean;
  readonly force: boolean;
  readonly preserveTimestamps: boolean;
  readonly recursive: boolean;
  readonly verbatimSymlinks: boolean;
  readonly mode: number;
  readonly filter: ((source: string, target: string) => unknown) | undefined;
}

const SWITCHES = [
  'dereference',
  'errorOnExist',
  'force',
  'preserveTimestamps',
  'recursive',
  'verbatimSymlinks',
] as const;

/** @see https://nodejs.org/api/fs.html#fscpsyncsrc-dest-options */
export function copyOptions(options: unknown): CopyOptions {
  if (options !== undefined && (typeof options !== 'object' || options === null)) throw new BadArguments();
  const named = (options ?? {}) as Readonly<Record<string, unknown>>;
  const switches: Record<string, unknown> = {};
  for (const name of SWITCHES) {
    const value = named[name] === undefined && !(name in named) ? name === 'force' : named[name];
    if (typeof value !== 'boolean') throw new BadArguments();
    switches[name] = value;
  }
  const { filter, mode = 0 } = named;
  if (filter !== undefined && typeof filter !== 'function') throw new BadArguments();
  if (switches.dereference === true && switches.verbatimSymlinks === true) throw new BadArguments();
  return { ...switches, filter, mode: mode ?? 0 } as CopyOptions;
}
