// Follows symbolic links inside one finder, segment by segment, as the kernel does for paths. Nothing leaves the path entry.
import { ZipImportError } from '../errors.ts';
import type { Finder, Member, MemberName } from './finder.ts';

/** Where a name leads. */
export interface LinkTarget {
  /** Without links (the last one excepted when it was not to be followed). */
  readonly name: MemberName;
  readonly member: Member;
}

/** Why a name leads nowhere; the caller makes Node's error of it. */
export interface LinkFailure {
  readonly failure: 'ENOENT' | 'ENOTDIR' | 'ELOOP';
  /** The name, links resolved, at which it ended. */
  readonly name: MemberName;
}

// As Linux: path_resolution(7).
const MOST_LINKS = 40;
// Linux has PATH_MAX 4096; a target of more bytes than a member name can have is no path on any system.
const LONGEST_TARGET = 0xffff;

// Finder -> link name -> target. Weak: the targets go with their finder.
const TARGETS: WeakMap<Finder, Map<MemberName, string>> = new WeakMap();

/**
 * The member that `name` leads to.
 * @param followLast false: stop at a link in the last segment, as lstat and readlink do
 * @throws ERR_ZIPIMPORT_LINK_UNSAFE for a target that is absolute, climbs out of the path entry or is no path
 */
export function followLinks(finder: Finder, name: MemberName, followLast = true): LinkTarget | LinkFailure {
  // A stored name never lies below a link: the index refuses such archives. So a direct hit needs no walk.
  const direct = finder.lookup(name);
  if (direct !== undefined && (direct.kind !== 'link' || !followLast)) return { name, member: direct };
  if (finder.hasLinks !== true) return { failure: absence(finder, name), name };
  // Resolution probes many names that are missing from a directory that is there: no link on the way then either.
  if (direct === undefined && hasParent(finder, name)) return { failure: 'ENOENT', name };
  return walk(finder, name, followLast);
}

function hasParent(finder: Finder, name: MemberName): boolean {
  const end = name.lastIndexOf('/');
  return end > 0 && finder.lookup(name.slice(0, end))?.kind === 'directory';
}

// Missing, or below a file?
function absence(finder: Finder, name: MemberName): 'ENOENT' | 'ENOTDIR' {
  for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
    const above = finder.lookup(name.slice(0, end));
    if (above !== undefined) return above.kind === 'directory' ? 'ENOENT' : 'ENOTDIR';
  }
  return 'ENOENT';
}

function walk(finder: Finder, name: MemberName, followLast: boolean): LinkTarget | LinkFailure {
  const pending = name.split('/').reverse();
  let links = 0;
  let at: MemberName = '';
  let member = finder.lookup('');
  while (pending.length > 0) {
    const segment = pending.pop()!;
    if (member === undefined) return { failure: 'ENOENT', name: at };
    if (member.kind !== 'directory') return { failure: 'ENOTDIR', name: at };
    if (segment === '' || segment === '.') continue;
    if (segment === '..') {
      // The target was counted and found inside, but a link on its way can lead to where there is less above.
      if (at === '') throw unsafe(finder, name, '..', 'leads out of the path entry');
      at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
      member = finder.lookup(at);
      continue;
    }
    const next: MemberName = at === '' ? segment : `${at}/${segment}`;
    const found = finder.lookup(next);
    if (found?.kind !== 'link' || (!followLast && isLast(pending))) {
      at = next;
      member = found;
      continue;
    }
    if (++links > MOST_LINKS) return { failure: 'ELOOP', name: next };
    const target = targetOf(finder, next, found);
    assertInside(finder, next, at, target);
    pending.push(...target.split('/').reverse());
  }
  return member === undefined ? { failure: 'ENOENT', name: at } : { name: at, member };
}

function isLast(pending: readonly string[]): boolean {
  return pending.every((segment) => segment === '');
}

function targetOf(finder: Finder, name: MemberName, link: Member): string {
  let targets = TARGETS.get(finder);
  if (targets === undefined) {
    targets = new Map();
    TARGETS.set(finder, targets);
  }
  let target = targets.get(name);
  if (target === undefined) {
    if (link.size > LONGEST_TARGET) throw unsafe(finder, name, `${link.size} bytes`, 'is too long');
    target = finder.read(link).toString('utf8');
    targets.set(name, target);
  }
  return target;
}

// Counts only how deep the target climbs: what it names may be a link again, which is checked in its turn.
function assertInside(finder: Finder, name: MemberName, directory: MemberName, target: string): void {
  if (target === '') throw unsafe(finder, name, target, 'is empty');
  if (target.startsWith('/') || /^[A-Za-z]:/.test(target)) throw unsafe(finder, name, target, 'is absolute');
  if (target.includes('\\')) throw unsafe(finder, name, target, 'holds a backslash');
  if (target.includes('\0')) throw unsafe(finder, name, target, 'holds a NUL');
  let depth = directory === '' ? 0 : directory.split('/').length;
  for (const segment of target.split('/')) {
    if (segment === '..') depth--;
    else if (segment !== '' && segment !== '.') depth++;
    if (depth < 0) throw unsafe(finder, name, target, 'leads out of the path entry');
  }
}

function unsafe(finder: Finder, name: MemberName, target: string, why: string): ZipImportError {
  const message = `${finder.entry}: the link ${JSON.stringify(name)} -> ${JSON.stringify(target)} ${why}.`;
  return new ZipImportError('ERR_ZIPIMPORT_LINK_UNSAFE', message, {
    archive: finder.entry,
    member: name,
    actual: target,
  });
}
