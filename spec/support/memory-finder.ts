// A finder over a plain object: what specs use where the container does not matter.
import type { Finder, Member, MemberName } from '../../lib/finders/finder.ts';

/** Text or bytes of a file, the target of a link, or a file with its mode and time. */
export type MemoryMember =
  | string
  | Buffer
  | { readonly link: string }
  | { readonly content: string | Buffer; readonly mode?: number; readonly mtimeMs?: number }
  | { readonly directory: true; readonly mode?: number }
  | null; // a directory

interface Stored {
  readonly member: Member;
  readonly content: Buffer;
}

function stored(name: MemberName, value: MemoryMember, id: number): Stored {
  if (value === null || (typeof value === 'object' && 'directory' in value)) {
    const mode = value?.mode;
    const member: Member = { name, kind: 'directory', size: 0, id, ...(mode === undefined ? {} : { mode }) };
    return { member, content: Buffer.alloc(0) };
  }
  const isLink = typeof value === 'object' && 'link' in value;
  const raw = isLink ? value.link : typeof value === 'string' || Buffer.isBuffer(value) ? value : value.content;
  const content = Buffer.from(raw as string);
  const details = typeof value === 'object' && 'content' in value ? value : {};
  const { mode, mtimeMs } = details as { readonly mode?: number; readonly mtimeMs?: number };
  return {
    member: {
      name,
      kind: isLink ? 'link' : 'file',
      size: content.length,
      id,
      ...(mode === undefined ? {} : { mode }),
      ...(mtimeMs === undefined ? {} : { mtimeMs }),
    },
    content,
  };
}

/** A finder that also says how often member data was read. */
export interface MemoryFinder extends Finder {
  readonly reads: readonly MemberName[];
}

/**
 * @param entry absolute path that the members are below
 * @param tree member name -> content; directories above them are implied
 */
export function memoryFinder(entry: string, tree: Readonly<Record<MemberName, MemoryMember>>): MemoryFinder {
  const members = new Map<MemberName, Stored>([['', stored('', tree[''] ?? null, 0)]]);
  const children = new Map<MemberName, string[]>([['', []]]);
  const add = (name: MemberName, value: MemoryMember): void => {
    if (members.has(name)) return;
    const slash = name.lastIndexOf('/');
    const parent = slash < 0 ? '' : name.slice(0, slash);
    add(parent, null);
    members.set(name, stored(name, value, members.size));
    if (stored(name, value, 0).member.kind === 'directory') children.set(name, []);
    children.get(parent)?.push(name.slice(slash + 1));
  };
  for (const [name, value] of Object.entries(tree)) add(name, value);
  const reads: MemberName[] = [];
  return {
    entry,
    hasLinks: [...members.values()].some(({ member }) => member.kind === 'link'),
    reads,
    lookup: (name) => members.get(name)?.member,
    list: (name) => children.get(name),
    read(member) {
      reads.push(member.name);
      const found = members.get(member.name);
      if (found === undefined) throw new Error(`no member ${member.name}`);
      return found.content;
    },
    close() {},
  };
}
