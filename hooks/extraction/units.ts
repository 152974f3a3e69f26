// What belongs together when members are unpacked: one member, everything below a directory, or everything that a glob matches.
import type { Finder, Member, MemberName } from '../../lib/finders/finder.ts';
import { followLinks } from '../../lib/finders/links.ts';
import { folderOfGlob, globMatcher } from '../../lib/policy/globs.ts';
import { memberPackage } from '../../lib/policy/member-package.ts';
import type { ExtractPolicy } from '../../lib/policy/policy.ts';
import type { ExtractedFile } from '../../loaders/native/extraction-cache.ts';

/** Members that are unpacked together, in their relative layout. */
export interface Unit {
  /** Tells the units of one finder apart. */
  readonly key: string;
  /** Member name of the directory that the layout starts at; '' for the root. */
  readonly base: MemberName;
  /** Member name of a directory at or below `base` that all files are in. */
  readonly start: MemberName;
  /** Of the files below `start`, by their whole names. */
  includes(name: MemberName): boolean;
  /** Whether a link to a directory is followed; absent: it is. */
  follows?(name: MemberName): boolean;
}

/** What the operating system runs or maps, whatever its mode in the archive says. */
const MACHINE_CODE = /\.(?:node|so(?:\.\d+)*|dylib|dll|exe)$/i;

/** Answers for one member which units it is in; for a directory, those that may have files below it. */
export type FindUnits = (entry: string, name: MemberName, kind: Member['kind']) => readonly Unit[];

/** The units that a policy names: all packages together, because they may look for each other, and what each glob of members matches. */
export function unitsOfPolicy({ packages, members }: ExtractPolicy): FindUnits {
  const isPackage = remembered(globMatcher(packages));
  const globs = members.map(globUnit);
  const ofPackages = (entry: string): Unit => {
    const includes = (name: MemberName): boolean => {
      const owner = memberPackage(entry, name);
      return owner !== null && isPackage(owner.name);
    };
    // A link from one package to another leads to what is another package's, but below this one it is this one's.
    return { key: 'packages', base: '', start: '', includes, follows: (name) => includes(`${name}/.`) };
  };
  return (entry, name, kind) => {
    const units = globs.filter(({ start, includes }) => {
      if (kind !== 'directory') return includes(name);
      return start === '' || name === '' || `${name}/`.startsWith(`${start}/`) || start.startsWith(`${name}/`);
    });
    if (packages.length === 0) return units;
    const packed = ofPackages(entry);
    return packed.includes(kind === 'directory' ? `${name}/.` : name) ? [packed, ...units] : units;
  };
}

/** A glob costs more than a look into a map, and an archive has few packages for its members. */
function remembered(isMatch: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    let answer = known.get(text);
    if (answer === undefined) {
      answer = isMatch(text);
      known.set(text, answer);
    }
    return answer;
  };
}

function globUnit(glob: string): Unit {
  return { key: `members ${glob}`, base: '', start: folderOfGlob(glob), includes: globMatcher([glob]) };
}

export function directoryUnit(directory: MemberName): Unit {
  return { key: `directory ${directory}`, base: directory, start: directory, includes: () => true };
}

/**
 * Reads the files of a unit. Links to files become files; links to directories become directories, but for those that lead back to where
 * they are.
 */
export function filesOf(finder: Finder, unit: Unit): ExtractedFile[] {
  const files: ExtractedFile[] = [];
  const above = new Set<MemberName>();

  /** @param name as it is laid out @param real where links lead */
  function collect(name: MemberName, real: MemberName): void {
    if (above.has(real)) return;
    above.add(real);
    for (const segment of finder.list(real) ?? []) {
      const child = name === '' ? segment : `${name}/${segment}`;
      const source = real === '' ? segment : `${real}/${segment}`;
      const target = followLinks(finder, source);
      if ('failure' in target) continue;
      const isFollowed = target.name === source || unit.follows?.(child) !== false;
      if (target.member.kind === 'directory') {
        if (isFollowed) collect(child, target.name);
      } else if (unit.includes(child)) {
        files.push(fileOf(finder, target.member, below(child, unit.base)));
      }
    }
    above.delete(real);
  }

  const target = followLinks(finder, unit.start);
  if ('member' in target && target.member.kind === 'directory') collect(unit.start, target.name);
  return files;
}

/** One member as the cache takes it. @param name where it is laid out */
export function fileOf(finder: Finder, member: Member, name: string): ExtractedFile {
  const executable = ((member.mode ?? 0) & 0o111) !== 0 || MACHINE_CODE.test(name);
  return { name, content: finder.read(member), executable };
}

/** `name` relative to the directory `base`. */
export function below(name: MemberName, base: MemberName): MemberName {
  return base === '' ? name : name.slice(base.length + 1);
}
