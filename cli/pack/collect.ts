// Walks the folder and lists what becomes a member: files, links and empty folders, sorted, with normal modes.
import { lstatSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { unsafeReason } from '../../lib/archive/member-name.ts';
import { ZipImportError } from '../../lib/errors.ts';
import type { IsExcluded } from './excludes.ts';
import type { PackOptions } from './options.ts';

/** One member to be. */
export interface SourceMember {
  /** '/'-separated, without a '/' at its end. */
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'link';
  /** Where it is on the disk. */
  readonly path: string;
  /** Bytes; of a file. */
  readonly size: number;
  /** With the type. */
  readonly mode: number;
  /** What is packed in place of what is on the disk. */
  readonly content?: Buffer;
  /** Of a link: where it leads, relative and '/'-separated. */
  readonly target?: string;
}

const FILE_MODE = 0o100644;
const PROGRAM_MODE = 0o100755;
const DIRECTORY_MODE = 0o040755;
const LINK_MODE = 0o120777;

interface Place {
  /** Real path of what lies at `base`. */
  readonly root: string;
  /** Name of the member that `root` became; '' or ending with '/'. */
  readonly base: string;
}

/**
 * Everything below `directory` that is not excluded, sorted by name.
 * @param skip absolute paths that are left out: the archive itself
 * @throws ERR_ZIPIMPORT_PACK_UNREADABLE, ERR_ZIPIMPORT_PACK_LINK_OUTSIDE, ERR_ZIPIMPORT_PACK_NAME_INVALID
 */
export function collect(
  directory: string,
  isExcluded: IsExcluded,
  skip: (path: string) => boolean,
  outsideLinks: NonNullable<PackOptions['outsideLinks']>,
): { readonly members: readonly SourceMember[]; readonly droppedLinks: readonly string[] } {
  const members: SourceMember[] = [];
  const droppedLinks: string[] = [];
  const outside: string[] = [];
  const main: Place = { root: attempt(() => realpathSync(directory), directory), base: '' };

  /** @returns whether anything is there; a folder of which everything is excluded goes, too */
  function walk(folder: string, prefix: string, places: readonly Place[]): boolean {
    const entries = attempt(() => readdirSync(folder, { withFileTypes: true }), folder);
    for (const entry of entries) {
      const name = prefix + entry.name;
      const file = path.join(folder, entry.name);
      if (isExcluded(entry.isDirectory() ? `${name}/` : name) || skip(file)) continue;
      assertName(name, file);
      if (entry.isDirectory()) {
        if (!walk(file, `${name}/`, places)) members.push(empty(name, file));
      } else if (entry.isSymbolicLink()) addLink(name, file, places);
      else if (entry.isFile()) members.push(regular(name, file));
      else {
        const message = `${file} is a device, pipe or socket and cannot be packed. Leave it out with --exclude.`;
        throw new ZipImportError('ERR_ZIPIMPORT_PACK_UNREADABLE', message);
      }
    }
    return entries.length > 0;
  }

  function addLink(name: string, file: string, places: readonly Place[]): void {
    const given = attempt(() => readlinkSync(file), file);
    const target = path.resolve(path.dirname(file), given);
    const place = places.find(({ root }) => isWithin(target, root));
    if (place !== undefined) {
      const to = place.base + path.relative(place.root, target).split(path.sep).join('/');
      const relative = path.posix.relative(path.posix.dirname(name), to.replace(/\/$/, ''));
      // As it was written where that is the same: `./a` stays `./a`.
      const isKept = !path.isAbsolute(given) && path.sep === '/' && place.base === '';
      members.push({
        name,
        kind: 'link',
        path: file,
        size: 0,
        mode: LINK_MODE,
        target: isKept ? given : relative || '.',
      });
      return;
    }
    if (outsideLinks === 'drop') droppedLinks.push(name);
    else if (outsideLinks === 'refuse') outside.push(`${name} -> ${given}`);
    else copyTarget(name, file, places);
  }

  function copyTarget(name: string, file: string, places: readonly Place[]): void {
    const real = attempt(() => realpathSync(file), file);
    if (!lstatSync(real).isDirectory()) {
      members.push(regular(name, real));
      return;
    }
    if (places.some(({ root }) => isWithin(root, real))) {
      const message = `The link ${file} leads to ${real}, which holds the folder it is in, and so cannot be copied.`;
      throw new ZipImportError('ERR_ZIPIMPORT_PACK_LINK_OUTSIDE', message);
    }
    const isFilled = walk(real, `${name}/`, [{ root: real, base: `${name}/` }, ...places]);
    if (!isFilled) members.push(empty(name, real));
  }

  walk(main.root, '', [main]);
  if (outside.length > 0) throw leadsOut(main.root, outside);
  return { members: members.sort(byName), droppedLinks };
}

function regular(name: string, file: string): SourceMember {
  const { size, mode } = attempt(() => lstatSync(file), file);
  return { name, kind: 'file', path: file, size, mode: (mode & 0o111) === 0 ? FILE_MODE : PROGRAM_MODE };
}

function empty(name: string, file: string): SourceMember {
  return { name, kind: 'directory', path: file, size: 0, mode: DIRECTORY_MODE };
}

/** Order of members by name, the same everywhere: by UTF-16 code units. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** Whether `file` is `folder` or lies below it. */
export function isWithin(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}

function attempt<Result>(action: () => Result, file: string): Result {
  try {
    return action();
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

/** What cannot be read, with the reason that the system gave. */
export function unreadable(file: string, cause: unknown): ZipImportError {
  const message = `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`;
  return new ZipImportError('ERR_ZIPIMPORT_PACK_UNREADABLE', message, { cause });
}

/** @throws ERR_ZIPIMPORT_PACK_NAME_INVALID for a name that an archive with it would be refused for, or that nothing finds again */
export function assertName(name: string, file: string): void {
  // Node decodes names that are not UTF-8 into replacement characters, under which nothing is found.
  const reason = name.includes('\ufffd')
    ? 'is not UTF-8'
    : name.includes('\\')
      ? 'holds a backslash, which is a separator to some readers'
      : unsafeReason(name);
  if (reason === null) return;
  const message = `${file} cannot be packed: its name ${reason}. Rename it, or leave it out with --exclude.`;
  throw new ZipImportError('ERR_ZIPIMPORT_PACK_NAME_INVALID', message, { member: name });
}

const MOST_SHOWN = 5;

function leadsOut(root: string, links: readonly string[]): ZipImportError {
  const shown = links.slice(0, MOST_SHOWN).join(', ');
  const more = links.length > MOST_SHOWN ? ` and ${links.length - MOST_SHOWN} more` : '';
  const message =
    `Links lead out of ${root}: ${shown}${more}. In an archive they would lead nowhere. For a workspace, pack its root folder and ` +
    'start the app as archive.zip/packages/app; or make a folder of its own (`pnpm deploy`, `npm install --install-links`); or choose ' +
    'with --outside-links copy | drop.';
  return new ZipImportError('ERR_ZIPIMPORT_PACK_LINK_OUTSIDE', message, { member: links[0]?.split(' -> ')[0] });
}
