// One archive for several platforms: the `zipimport` key of a package.json says which member stands in for a native member where.
import { ZipImportError } from '../../lib/errors.ts';
import type { Finder, MemberName } from '../../lib/finders/finder.ts';
import { decodeText } from '../../lib/text.ts';
import { hostPlatform, type Platform } from './platform.ts';

/** Platform -> member, both relative to the package: `{ "linux-x64-musl": "prebuilt/linux-musl.node" }`. */
type Variants = Readonly<Record<string, string>>;
/** Member name, relative to the package -> its variants. */
type NativeMap = Readonly<Record<string, Variants>>;

const NO_MAP: NativeMap = {};

/** Finds variants; knows the maps that it has read. */
export class VariantFinder {
  /** Finder -> directory of a package -> its map. Weak: an archive that is opened anew is read anew. */
  readonly #maps = new WeakMap<Finder, Map<MemberName, NativeMap>>();

  /**
   * The member to take in place of `name` on this platform; `name` itself where no package.json above it says anything.
   * @throws ERR_ZIPIMPORT_NATIVE_MAP_INVALID
   */
  variantOf(finder: Finder, name: MemberName, platform: Platform = hostPlatform()): MemberName {
    const directory = packageDirectory(finder, name);
    if (directory === null) return name;
    const prefix = directory === '' ? '' : `${directory}/`;
    const variants = this.#mapOf(finder, directory)[name.slice(prefix.length)];
    const variant = variants === undefined ? null : bestVariant(variants, platform);
    if (variant === null) return name;
    const target = prefix + variant;
    if (finder.lookup(target)?.kind !== 'file') {
      throw invalid(finder, prefix, `names ${target}, which is no file of the archive`);
    }
    return target;
  }

  #mapOf(finder: Finder, directory: MemberName): NativeMap {
    const known = this.#maps.get(finder) ?? new Map<MemberName, NativeMap>();
    this.#maps.set(finder, known);
    let map = known.get(directory);
    if (map === undefined) {
      map = readMap(finder, directory === '' ? '' : `${directory}/`);
      known.set(directory, map);
    }
    return map;
  }
}

/** The innermost directory above the member that has a package.json; null when none has. */
function packageDirectory(finder: Finder, name: MemberName): MemberName | null {
  for (let at = name; at !== ''; ) {
    const slash = at.lastIndexOf('/');
    at = slash < 0 ? '' : at.slice(0, slash);
    if (finder.lookup(at === '' ? 'package.json' : `${at}/package.json`)?.kind === 'file') return at;
  }
  return null;
}

function readMap(finder: Finder, prefix: string): NativeMap {
  const member = finder.lookup(`${prefix}package.json`);
  if (member === undefined) return NO_MAP;
  let content: unknown;
  try {
    content = JSON.parse(decodeText(finder.read(member)));
  } catch {
    // Resolution says what is wrong with it, where it matters.
    return NO_MAP;
  }
  const map = objectAt(objectAt(content, 'zipimport'), 'native');
  if (map === undefined) return NO_MAP;
  if (!isRecord(map)) throw invalid(finder, prefix, 'is no object');
  for (const [name, variants] of Object.entries(map)) {
    if (!isRecord(variants) || Object.values(variants).some((target) => typeof target !== 'string')) {
      throw invalid(finder, prefix, `has something else than an object of member names for ${JSON.stringify(name)}`);
    }
  }
  return map as NativeMap;
}

/**
 * The variant whose key says most of what holds here: parts of 'os-arch-libc-abi', any of them, such as 'linux-x64', 'darwin' or
 * 'win32-x64-abi137' (abi is process.versions.modules). The first of equals; 'default' holds everywhere and says nothing.
 */
export function bestVariant(
  variants: Variants,
  { os, archs, libc }: Platform,
  abi: string = process.versions.modules,
): string | null {
  const facts = [os, ...archs, libc, `abi${abi}`];
  let best: string | null = null;
  let bestCount = -1;
  for (const [key, target] of Object.entries(variants)) {
    const parts = key === 'default' ? [] : key.split('-');
    if (parts.length <= bestCount || !parts.every((part) => facts.includes(part))) continue;
    best = target;
    bestCount = parts.length;
  }
  return best;
}

function invalid(finder: Finder, prefix: string, what: string): ZipImportError {
  const member = `${prefix}package.json`;
  return new ZipImportError(
    'ERR_ZIPIMPORT_NATIVE_MAP_INVALID',
    `zipimport.native of ${member} in ${finder.entry} ${what}.`,
    { archive: finder.entry, member },
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectAt(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}
