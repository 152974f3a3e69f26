// cp of members to the disk: a directory with everything below it, or one file or link. One generator does the work and yields the questions
// to the caller's filter, because cpSync asks a plain function and cp may ask one that returns a promise.
import type fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type CopyOptions, type CopyOriginals, copyMember, copyMode } from './copy.ts';
import { childName, listing } from './directories.ts';
import { type Found, memberAt } from './members.ts';
import { fsError } from './node-errors.ts';
import type { Place } from './paths.ts';

/** Node's own functions that trees are written with. */
export type TreeOriginals = CopyOriginals &
  Pick<typeof fs, 'chmodSync' | 'lstatSync' | 'mkdirSync' | 'symlinkSync' | 'unlinkSync' | 'utimesSync'>;

/** A question to the filter; the answer is sent back into the generator. */
export interface FilterQuestion {
  readonly source: string;
  readonly target: string;
}

/** Runs a copy whose filter answers at once. */
export function copySync(steps: Generator<FilterQuestion, void, unknown>, filter: CopyOptions['filter']): void {
  for (let step = steps.next(); !step.done; ) {
    step = steps.next(filter?.(step.value.source, step.value.target));
  }
}

/** Runs a copy whose filter may answer with a promise. */
export async function copyAsync(
  steps: Generator<FilterQuestion, void, unknown>,
  filter: CopyOptions['filter'],
): Promise<void> {
  for (let step = steps.next(); !step.done; ) {
    step = steps.next(await filter?.(step.value.source, step.value.target));
  }
}

/**
 * @param source the member that the copy starts with
 * @param target where it goes on the disk
 * @throws the ERR_FS_CP_* errors of Node for what cannot replace what is there
 */
export function* copyTree(
  source: Place,
  target: string,
  options: CopyOptions,
  originals: TreeOriginals,
  root: string = source.name,
): Generator<FilterQuestion, void, unknown> {
  if (options.filter !== undefined && !(yield { source: source.path, target })) return;
  const found = followed(source, options, root);
  const there = originals.lstatSync(target, { throwIfNoEntry: false });
  if (found.member.kind === 'directory') {
    if (!options.recursive)
      throw copyError(
        'ERR_FS_EISDIR',
        `Recursive option not enabled, cannot copy a directory: ${source.path}`,
        source.path,
      );
    if (there !== undefined && !there.isDirectory()) {
      throw copyError(
        'ERR_FS_CP_DIR_TO_NON_DIR',
        `Cannot overwrite non-directory ${target} with directory ${source.path}`,
        target,
      );
    }
    yield* copyDirectory(source, found, target, there === undefined, options, originals, root);
    return;
  }
  if (there?.isDirectory()) {
    throw copyError(
      'ERR_FS_CP_NON_DIR_TO_DIR',
      `Cannot overwrite directory ${target} with non-directory ${source.path}`,
      target,
    );
  }
  if (there === undefined) originals.mkdirSync(dirname(resolve(target)), { recursive: true });
  else if (options.force) originals.unlinkSync(target);
  else if (options.errorOnExist) throw copyError('ERR_FS_CP_EEXIST', `Target already exists: ${target}`, target);
  else return;
  if (found.member.kind === 'link') originals.symlinkSync(source.finder.read(found.member).toString(), target);
  else copyFile(source, found, target, options, originals);
}

function copyFile(
  source: Place,
  { member, name }: Found,
  target: string,
  options: CopyOptions,
  originals: TreeOriginals,
): void {
  copyMember({ ...source, name }, target, options.mode, originals);
  const seconds = (member.mtimeMs ?? 0) / 1000;
  if (options.preserveTimestamps) originals.utimesSync(target, seconds, seconds);
}

function* copyDirectory(
  source: Place,
  { member, name }: Found,
  target: string,
  isNew: boolean,
  options: CopyOptions,
  originals: TreeOriginals,
  root: string,
): Generator<FilterQuestion, void, unknown> {
  if (isNew) originals.mkdirSync(target, { recursive: true });
  for (const segment of listing({ ...source, name }, 'opendir').segments) {
    const child = { ...source, name: childName(name, segment), path: join(source.path, segment), asDirectory: false };
    yield* copyTree(child, join(target, segment), options, originals, root);
  }
  // After its content: a directory that nobody may write into could not be filled.
  if (isNew) originals.chmodSync(target, copyMode(member));
}

/**
 * Links are copied as links when that leads somewhere: with verbatimSymlinks, or when the target is copied too. Node makes the others
 * absolute, to a target that only the overlay could follow, so their content is copied instead.
 */
function followed(source: Place, options: CopyOptions, root: string): Found {
  const found = memberAt(source, options.dereference, options.dereference ? 'stat' : 'lstat');
  if (found.member.kind !== 'link' || options.verbatimSymlinks) return found;
  const end = memberAt(source, true, 'stat');
  const isCopiedToo = source.name !== root && (root === '' || end.name === root || end.name.startsWith(`${root}/`));
  return isCopiedToo ? found : end;
}

function copyError(code: string, message: string, path: string): Error {
  const error = new Error(message) as Error & { code: string; path: string; syscall: string };
  error.code = code;
  error.path = path;
  error.syscall = 'cp';
  return error;
}

/** cp into an archive. */
export function refuseCopy(from: string, to: string): never {
  throw fsError('EROFS', 'copyfile', from, to);
}
