// A member of an archive as the finder interface shows it. Made for a lookup and thrown away; what is rarely asked for is read when asked.
import type { Member, MemberName } from '../finders/finder.ts';
import { readCrc, readMtimeMs, readPermissions, readSize } from './central-directory.ts';
import type { MemberIndex } from './member-index.ts';
import { NODE_DIRECTORY, NODE_LINK } from './node-kind.ts';

const KINDS = ['file', 'directory', 'file', 'link', 'file'] as const;

/** One member. `mode`, `mtimeMs` and `crc32` are getters: copying a member by spreading loses them. */
export class ArchiveMember implements Member {
  readonly name: MemberName;
  readonly kind: 'file' | 'directory' | 'link';
  readonly size: number;
  /** The node number in the index. */
  readonly id: number;
  readonly #index: MemberIndex;

  constructor(index: MemberIndex, node: number, name: MemberName) {
    const kind = index.kindOf(node);
    this.#index = index;
    this.id = node;
    this.name = name;
    this.kind = KINDS[kind]!;
    this.size = kind === NODE_DIRECTORY ? 0 : readSize(index.bytes, index.recordOf(node));
  }

  get mode(): number {
    const record = this.#index.recordOf(this.id);
    const stored = record < 0 ? undefined : readPermissions(this.#index.bytes, record);
    if (stored !== undefined) return stored;
    const kind = this.#index.kindOf(this.id);
    if (kind === NODE_LINK) return 0o777;
    return kind === NODE_DIRECTORY ? 0o555 : 0o444;
  }

  get mtimeMs(): number {
    const record = this.#index.recordOf(this.id);
    return record < 0 ? 0 : readMtimeMs(this.#index.bytes, record);
  }

  get crc32(): number {
    const record = this.#index.recordOf(this.id);
    return record < 0 ? 0 : readCrc(this.#index.bytes, record);
  }

  /** Whether it comes from that index, so that its id means something there. */
  isOf(index: MemberIndex): boolean {
    return this.#index === index;
  }
}
