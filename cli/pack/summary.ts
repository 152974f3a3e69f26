// What pack has to tell when it is done: sizes by package, natives, and what cannot run from the archive.
import type { PreparedMember } from './compress.ts';
import { METHOD_NUMBERS } from './methods.ts';
import { nativeOf } from './natives.ts';
import type { MethodName, PackageShare, PackNote, PackSummary } from './options.ts';

const MOST_PACKAGES = 10;
/** One Buffer cannot be larger on Node 20. https://nodejs.org/api/buffer.html#bufferconstantsmax_length */
const LARGEST_MEMBER = 2 ** 32;

/** Told of every member; asked once at the end. */
export class Summary {
  #members = 0;
  #links = 0;
  #bytesIn = 0;
  readonly #methods: Record<MethodName, number> = { store: 0, deflate: 0, zstd: 0 };
  readonly #packages = new Map<string, PackageShare>();
  readonly #natives: PackNote[] = [];
  readonly #warnings: PackNote[] = [];
  readonly #spellings = new Map<string, string>();

  add({ source, method, size, compressedSize, head }: PreparedMember): void {
    const { name, kind } = source;
    this.#members += 1;
    this.#bytesIn += size;
    if (kind === 'link') this.#links += 1;
    const methodName = (Object.keys(METHOD_NUMBERS) as MethodName[]).find((key) => METHOD_NUMBERS[key] === method);
    if (methodName !== undefined && kind === 'file') this.#methods[methodName] += 1;
    const folder = packageOf(name);
    const share = this.#packages.get(folder) ?? { name: folder, members: 0, size: 0, compressedSize: 0 };
    this.#packages.set(folder, {
      name: folder,
      members: share.members + 1,
      size: share.size + size,
      compressedSize: share.compressedSize + compressedSize,
    });
    const native = kind === 'file' ? nativeOf(name, source.mode, head, source.path) : null;
    if (native !== null) this.#natives.push({ member: name, note: native });
    if (size > LARGEST_MEMBER) this.#warn(name, 'is larger than what zipimport reads: 4 GiB on Node.js 20');
    this.#noteSpelling(name);
  }

  /** What is known when all members are written. */
  finish(): Pick<PackSummary, 'members' | 'links' | 'bytesIn' | 'methods' | 'packages' | 'natives' | 'warnings'> {
    const packages = [...this.#packages.values()].sort((a, b) => b.compressedSize - a.compressedSize);
    if (this.#methods.zstd > 0) {
      this.#warn('*', `${this.#methods.zstd} members are compressed with zstd, which Node.js reads from 22.15 on`);
    }
    return {
      members: this.#members,
      links: this.#links,
      bytesIn: this.#bytesIn,
      methods: this.#methods,
      packages: packages.slice(0, MOST_PACKAGES),
      natives: this.#natives,
      warnings: this.#warnings,
    };
  }

  #warn(member: string, note: string): void {
    this.#warnings.push({ member, note });
  }

  // Zip members and zipimport tell case apart; macOS and Windows do not when such an archive is unpacked there.
  #noteSpelling(name: string): void {
    const folded = name.normalize('NFC').toLowerCase();
    const other = this.#spellings.get(folded);
    if (other === undefined) this.#spellings.set(folded, name);
    else
      this.#warn(
        name,
        `differs from ${other} in case or accents only: unpacked on macOS or Windows, one replaces the other`,
      );
  }
}

/** Folder of the package that a member belongs to, as pnpm's store or node_modules has it; '.' outside of packages. */
export function packageOf(name: string): string {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/.][^/]*(?=\/)/.exec(name)?.[0] ?? '.';
}
