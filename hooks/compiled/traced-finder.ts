// A finder whose reads are written down, for the recording of a run.
import type { Finder, Member, MemberName, TextAround } from '../../lib/finders/finder.ts';

/** Answers as the finder that it is made of. */
export class TracedFinder implements Finder {
  readonly entry: string;
  readonly hasLinks: boolean;
  readonly #finder: Finder;
  readonly #names: Set<MemberName>;

  /** @param names where the names of members go that are read whole, each once, in the order of the first reads */
  constructor(finder: Finder, names: Set<MemberName>) {
    this.entry = finder.entry;
    this.hasLinks = finder.hasLinks !== false;
    this.#finder = finder;
    this.#names = names;
  }

  lookup(name: MemberName): Member | undefined {
    return this.#finder.lookup(name);
  }

  list(name: MemberName): readonly string[] | undefined {
    return this.#finder.list(name);
  }

  read(member: Member): Buffer {
    this.#names.add(member.name);
    return this.#finder.read(member);
  }

  readText(member: Member, around?: TextAround): string {
    this.#names.add(member.name);
    if (this.#finder.readText !== undefined) return this.#finder.readText(member, around);
    const bytes = this.#finder.read(member);
    return (around === undefined ? bytes : Buffer.concat([around.before, bytes, around.after])).toString();
  }

  readRange(member: Member, offset: number, length: number, into?: Buffer): Buffer | null {
    return this.#finder.readRange?.(member, offset, length, into) ?? null;
  }

  close(): void {
    this.#finder.close();
  }
}
