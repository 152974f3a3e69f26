// Paths inside archives -> paths of real files with the same content: what the policy names, and what a program asks for.
import path from 'node:path';
import type { Finder, Member, MemberName } from '../../lib/finders/finder.ts';
import { existsSync } from '../../lib/original-fs.ts';
import type { ExtractPolicy } from '../../lib/policy/policy.ts';
import type { ExtractionCache } from '../../loaders/native/extraction-cache.ts';
import { below, directoryUnit, type FindUnits, fileOf, filesOf, type Unit, unitsOfPolicy } from './units.ts';

/** Where a path leads, links followed. */
export interface FoundMember {
  readonly finder: Finder;
  readonly name: MemberName;
  readonly member: Member;
}

export interface ExtractorContext {
  readonly policy: ExtractPolicy;
  /** The member at an absolute path; null when the path is not inside an archive or nothing is there. */
  find(path: string): FoundMember | null;
  openCache(): ExtractionCache;
}

export class Extractor {
  readonly #context: ExtractorContext;
  readonly #units: FindUnits;
  #cache: ExtractionCache | undefined;
  /** Finder -> unit -> its directory; null for a unit without files. Weak: an archive that is opened anew is extracted anew. */
  readonly #directories = new WeakMap<Finder, Map<string, string | null>>();
  /** Files that were asked for one by one. */
  readonly #files = new WeakMap<Finder, Map<MemberName, string>>();

  constructor(context: ExtractorContext) {
    this.#context = context;
    this.#units = unitsOfPolicy(context.policy);
  }

  /**
   * The real path of what the policy's `extract` names.
   * @param file absolute path
   * @returns null when the policy does not name it, or nothing is there
   * @throws ERR_ZIPIMPORT_CACHE_UNAVAILABLE
   */
  realPath(file: string): string | null {
    const found = this.#context.find(file);
    return found === null ? null : this.#ofPolicy(found);
  }

  /**
   * The real path of any member: of the unit that the policy names, else of the file alone or of everything below the directory.
   * @returns null when the path is not inside an archive or nothing is there
   * @throws ERR_ZIPIMPORT_CACHE_UNAVAILABLE
   */
  extract(file: string): string | null {
    const found = this.#context.find(file);
    if (found === null) return null;
    return this.#ofPolicy(found) ?? this.#alone(found);
  }

  #ofPolicy({ finder, name, member }: FoundMember): string | null {
    for (const unit of this.#units(finder.entry, name, member.kind)) {
      const directory = this.#directoryOf(finder, unit);
      if (directory === null) continue;
      const real = path.join(directory, ...below(name, unit.base).split('/'));
      // There may be nothing of the unit below a directory.
      if (existsSync(real)) return real;
    }
    return null;
  }

  #alone({ finder, name, member }: FoundMember): string {
    if (member.kind === 'directory') {
      const unit = directoryUnit(name);
      return this.#directoryOf(finder, unit) ?? this.#open().extract([]);
    }
    const files = entryOf(this.#files, finder);
    let real = files.get(name);
    if (real === undefined) {
      real = this.#open().place(fileOf(finder, member, name.slice(name.lastIndexOf('/') + 1)));
      files.set(name, real);
    }
    return real;
  }

  #directoryOf(finder: Finder, unit: Unit): string | null {
    const directories = entryOf(this.#directories, finder);
    let directory = directories.get(unit.key);
    if (directory === undefined) {
      const files = filesOf(finder, unit);
      directory = files.length === 0 ? null : this.#open().extract(files);
      directories.set(unit.key, directory);
    }
    return directory;
  }

  #open(): ExtractionCache {
    this.#cache ??= this.#context.openCache();
    return this.#cache;
  }
}

function entryOf<Value>(maps: WeakMap<Finder, Map<string, Value>>, finder: Finder): Map<string, Value> {
  let map = maps.get(finder);
  if (map === undefined) {
    map = new Map();
    maps.set(finder, map);
  }
  return map;
}
