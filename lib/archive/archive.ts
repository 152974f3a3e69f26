// An open archive: lookups and listings from its index, checked reads from its file. Synchronous, one descriptor.
import { LRUCache } from 'lru-cache';
import { ZipImportError } from '../errors.ts';
import type { Member, MemberName, TextAround } from '../finders/finder.ts';
import { decodeText } from '../text.ts';
import { type ByteSource, openFileSource } from './byte-source.ts';
import { DirectoryBytes } from './directory-bytes.ts';
import { type EndRecord, findEndRecord } from './end-record.ts';
import { buildIndex } from './index-builder.ts';
import { scanDirectory } from './kernel/scanner.ts';
import { ArchiveMember } from './member.ts';
import { MemberIndex } from './member-index.ts';
import { hasSameContent, type MemberSource, readMember, storedOffset } from './member-reader.ts';
import { NODE_DIRECTORY, NODE_SPECIAL } from './node-kind.ts';
import { giveBack, JOINED } from './scratch.ts';
import { readStoredIndex, type StoredIndex } from './stored-index.ts';

// What was read twice is likely to be read again; what was read once, as most modules are, would only hold memory.
const CONTENT_CACHE_BYTES = 8 * 1024 * 1024;
const LARGEST_CACHED_BYTES = 512 * 1024;

// Four numbers, one kind, one mark and two hash slots a node; see node-tables.ts.
const TABLE_BYTES = 26;

/** One open zip archive. Links are members of kind 'link'; nothing here follows them. */
export class Archive {
  readonly #source: ByteSource;
  readonly #end: EndRecord;
  #stored: StoredIndex | null;
  #known: MemberIndex | undefined;
  #from: MemberSource | undefined;
  #contents: LRUCache<number, Buffer> | undefined;
  /** Node -> 1 when it was read before. */
  #wasRead: Uint8Array | undefined;
  /** Members that are read in parts, few and large -> where they start, as their headers said; null: they are compressed. */
  readonly #starts = new Map<number, number | null>();
  #isOpen = true;

  /** @param stored an index that lay in the archive and is believed when the first question has had it checked; null: one is built now */
  constructor(source: ByteSource, end: EndRecord, stored: StoredIndex | null) {
    this.#source = source;
    this.#end = end;
    this.#stored = stored;
    if (stored === null) this.#settle();
  }

  get path(): string {
    return this.#source.path;
  }

  /** Tells this content of the file from another: device, inode, size and modification time. */
  get identity(): string {
    return this.#source.identity;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Memory that the open archive takes: its central directory and the tables over it. */
  get indexBytes(): number {
    return this.#end.directorySize + (this.#stored?.count ?? this.#index.count) * TABLE_BYTES;
  }

  /** Whether any member is a symbolic link. @throws as {@link lookup} */
  get hasLinks(): boolean {
    this.#assertOpen();
    return this.#index.hasLinks;
  }

  /** Whether the index that was packed with the members fits them: none came in or went since. @throws as {@link lookup} */
  get isSealed(): boolean {
    this.#assertOpen();
    return this.#index.isHinted;
  }

  /** Bytes in front of the archive's own byte 0. */
  get baseOffset(): number {
    return this.#end.baseOffset;
  }

  /**
   * The member of that name ('' is the root), or undefined.
   * @throws ERR_ZIPIMPORT_ARCHIVE_CLOSED, _ARCHIVE_CHANGED, _ARCHIVE_UNREADABLE; of an archive with an index that turns out to be of another
   *   directory, the codes of a broken directory, as {@link openArchive} throws them of others
   */
  lookup(name: MemberName): Member | undefined {
    this.#assertOpen();
    const node = this.#index.find(name);
    return node < 0 ? undefined : new ArchiveMember(this.#index, node, name);
  }

  /** The last name segments of what is directly in that directory, in the order of the archive; undefined when it is none. */
  list(name: MemberName): readonly string[] | undefined {
    this.#assertOpen();
    const node = this.#index.find(name);
    return node < 0 || this.#index.kindOf(node) !== NODE_DIRECTORY ? undefined : this.#index.childrenOf(node);
  }

  /**
   * Whole, checked content; of a link, its target. The Buffer may be shared with other callers and must not be written into.
   * @throws ERR_ZIPIMPORT_ARCHIVE_CLOSED, _ARCHIVE_CHANGED and what {@link readMember} throws; EISDIR for a directory
   */
  read(member: Member): Buffer {
    this.#assertOpen();
    const node = this.#nodeOf(member);
    const wasRead = this.#wasRead!;
    const isAgain = wasRead[node] === 1;
    if (isAgain) {
      const cached = this.#contents?.get(node);
      if (cached !== undefined) {
        this.#source.assertUnchanged();
        return cached;
      }
    }
    this.#assertFile(node, member.name);
    const content = readMember(this.#from!, this.#index.recordOf(node), member.name);
    if (isAgain && content.length <= LARGEST_CACHED_BYTES) this.#keep(node, content);
    wasRead[node] = 1;
    return content;
  }

  /** The content of a text member: as {@link read}, decoded from UTF-8, without a Buffer that outlives the call. */
  readText(member: Member, around?: TextAround): string {
    this.#assertOpen();
    const node = this.#nodeOf(member);
    this.#assertFile(node, member.name);
    const content = readMember(this.#from!, this.#index.recordOf(node), member.name, true);
    const bytes = around === undefined ? content : join(around, content);
    const text = decodeText(bytes);
    giveBack(content);
    if (bytes !== content) giveBack(bytes);
    return text;
  }

  /**
   * Part of a stored member, not held against the CRC-32 of the whole; null when the member is compressed.
   * @param into memory to read it into, where it is large enough
   * @throws what {@link read} throws of the member's headers
   */
  readRange(member: Member, offset: number, length: number, into?: Buffer): Buffer | null {
    this.#assertOpen();
    const node = this.#nodeOf(member);
    this.#assertFile(node, member.name);
    let start = this.#starts.get(node);
    if (start === undefined) {
      start = storedOffset(this.#from!, this.#index.recordOf(node), member.name);
      this.#starts.set(node, start);
    }
    if (start === null) return null;
    const bytes = this.#source.read(start + offset, Math.max(0, Math.min(length, member.size - offset)), into);
    this.#source.assertUnchanged();
    return bytes;
  }

  /** Closes the descriptor. Whatever is asked afterwards throws ERR_ZIPIMPORT_ARCHIVE_CLOSED; closing twice is fine. */
  close(): void {
    this.#isOpen = false;
    this.#contents = undefined;
    this.#source.close();
  }

  #keep(node: number, content: Buffer): void {
    this.#contents ??= new LRUCache<number, Buffer>({
      maxSize: CONTENT_CACHE_BYTES,
      // The ArrayBuffer is what stays alive, not the slice. 64 for the entry itself, and because sizes must be positive.
      sizeCalculation: (buffer) => Math.min(buffer.buffer.byteLength, LARGEST_CACHED_BYTES) + 64,
    });
    this.#contents.set(node, content);
  }

  get #index(): MemberIndex {
    return this.#known ?? this.#settle();
  }

  #settle(): MemberIndex {
    const source = this.#source;
    const end = this.#end;
    const index = this.#stored?.checked() ?? makeIndex(source, end);
    this.#stored = null;
    this.#known = index;
    this.#from = { source, end, directory: index.bytes, localStarts: index.localStarts, isHinted: index.isHinted };
    this.#wasRead = new Uint8Array(index.count);
    return index;
  }

  #nodeOf(member: Member): number {
    if (member instanceof ArchiveMember && member.isOf(this.#index)) return member.id;
    const node = this.#index.find(member.name);
    if (node >= 0) return node;
    throw Object.assign(new Error(`ENOENT: no such file or directory, read '${this.path}/${member.name}'`), {
      code: 'ENOENT',
      syscall: 'read',
      path: `${this.path}/${member.name}`,
    });
  }

  #assertFile(node: number, name: string): void {
    const kind = this.#index.kindOf(node);
    if (kind === NODE_DIRECTORY) {
      throw Object.assign(new Error('EISDIR: illegal operation on a directory, read'), {
        code: 'EISDIR',
        syscall: 'read',
      });
    }
    const details = { archive: this.path, member: name };
    if (kind === NODE_SPECIAL) {
      const message = `Archive ${this.path}: member ${JSON.stringify(name)} is a device or socket and has no content.`;
      throw new ZipImportError('ERR_ZIPIMPORT_MEMBER_SPECIAL', message, details);
    }
    if (name.includes('\\')) {
      const message = `Archive ${this.path}: the member name ${JSON.stringify(name)} holds a backslash, which is a separator to some readers. Pack with '/'.`;
      throw new ZipImportError('ERR_ZIPIMPORT_MEMBER_NAME_UNSAFE', message, details);
    }
  }

  #assertOpen(): void {
    if (this.#isOpen) return;
    throw new ZipImportError('ERR_ZIPIMPORT_ARCHIVE_CLOSED', `Archive ${this.path} was closed.`, {
      archive: this.path,
    });
  }
}

function makeIndex(source: ByteSource, end: EndRecord): MemberIndex {
  const plain = scanDirectory(source, end);
  if (plain !== null) return new MemberIndex(plain.directory, plain.tables, null, false);
  const directory = source.read(end.directoryOffset, end.directorySize);
  source.assertUnchanged();
  const { tables, bytes, localStarts } = buildIndex(source.path, directory, end, (record, other, starts) =>
    hasSameContent({ source, end, directory, localStarts: starts, isHinted: false }, record, other),
  );
  return new MemberIndex(DirectoryBytes.whole(bytes, directory.length), tables, localStarts, false);
}

function join({ before, after }: TextAround, content: Buffer): Buffer {
  const end = before.length + content.length;
  const joined = JOINED.borrow(end + after.length);
  joined.set(before);
  joined.set(content, before.length);
  joined.set(after, end);
  return joined;
}

/**
 * Opens the archive at `path`, whatever its name: reads its end record and central directory and checks both.
 * @throws ERR_ZIPIMPORT_ARCHIVE_MISSING, _ARCHIVE_NOT_A_FILE, _ARCHIVE_UNREADABLE, _EOCD_MISSING, and the codes of a broken directory
 */
export function openArchive(path: string): Archive {
  return openSource(openFileSource(path));
}

/** The same for bytes that come from elsewhere. Closes `source` when it throws. */
export function openSource(source: ByteSource): Archive {
  try {
    const end = findEndRecord(source);
    return new Archive(source, end, readStoredIndex(source, end));
  } catch (error) {
    source.close();
    throw error;
  }
}
