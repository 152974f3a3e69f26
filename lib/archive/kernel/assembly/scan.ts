// AssemblyScript, compiled to WebAssembly by scripts/build-kernel.mjs: one pass over a central directory, which fills the tables of an
// index and gives up at whatever is out of the ordinary. WebAssembly, because this runs once, over every record of an archive and before
// V8 has optimised anything: in JavaScript it takes three times as long.
// All addresses are bytes of the one memory. See scanner.ts for who calls it, node-tables.ts for what the tables are.

const SIGNATURE: u32 = 0x02014b50;
const HEADER: usize = 46;
const LOCAL_HEADER: u64 = 30;
const EXTRA_UNICODE_PATH: u32 = 0x7075;
const HASH_BASIS: u32 = 0x811c9dc5;
const HASH_PRIME: u32 = 0x01000193;
const NODE_DIRECTORY: u8 = 1;
const NODE_FILE: u8 = 2;
const NODE_LINK: u8 = 3;
const NODE_SPECIAL: u8 = 4;
const NODE_IMPLIED: u8 = 5;
const LEVEL_SIZE: usize = 12;
// As in scanner.ts.
const MOST_LEVELS: usize = 2048;
const GIVE_UP: i32 = -1;
const PAGE_BITS: usize = 16;
const NAMES_STEP: usize = 256 * 1024;

/** Whether two names in the directory are the same, for names that are no longer in the window: asked when hash and length are equal. */
declare function same(offset: u32, other: u32, length: u32): bool;

let window: usize = 0;
let kinds: usize = 0;
let starts: usize = 0;
let lengths: usize = 0;
let parents: usize = 0;
let hashes: usize = 0;
let slots: usize = 0;
let mask: u32 = 0;
let capacity: i32 = 0;
let count: i32 = 0;
// For each directory where its name is, as they are numbered behind the records; the names, as far as there are any.
let named: usize = 0;
let names: usize = 0;

// How far it is.
let next: i32 = 1;
let nodes: i32 = 0;
let hasLinks: bool = false;
let memberEnd: u64 = 0;
// The directory of the name before: its name with the slash, how long that is, and behind `levels` what is known of each directory on the
// way, up to `top`: u32 bytes of its name, i32 its node, u32 the hash behind its slash. In front of the first stands the root.
let directory: usize = 0;
let shared: usize = 0;
let levels: usize = 0;
let top: usize = 0;

/**
 * Where everything is; the tables must be zero.
 * @param windowAt room for the part of the directory that is looked at, and eight bytes
 * @param slotCount a power of two
 * @param directoryAt room for one name
 * @param levelsAt room for MOST_LEVELS of scanner.ts
 * @param namedAt room for capacity - recordCount numbers
 * @param namesAt what is left of the memory, for names; there is more where that is not enough
 */
export function place(
  recordCount: i32,
  nodeCapacity: i32,
  windowAt: usize,
  kindsAt: usize,
  startsAt: usize,
  lengthsAt: usize,
  parentsAt: usize,
  hashesAt: usize,
  slotsAt: usize,
  slotCount: u32,
  directoryAt: usize,
  levelsAt: usize,
  namedAt: usize,
  namesAt: usize,
): void {
  count = recordCount;
  capacity = nodeCapacity;
  nodes = recordCount + 1;
  window = windowAt;
  kinds = kindsAt;
  starts = startsAt;
  lengths = lengthsAt;
  parents = parentsAt;
  hashes = hashesAt;
  slots = slotsAt;
  mask = slotCount - 1;
  directory = directoryAt;
  levels = levelsAt + LEVEL_SIZE;
  top = levels;
  store<u32>(levelsAt, HASH_BASIS, 8);
  named = namedAt;
  names = namesAt;
  store<u8>(kinds, NODE_IMPLIED);
}

function isSame(a: usize, b: usize, length: usize): bool {
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) if (load<u64>(a + i) !== load<u64>(b + i)) return false;
  for (; i < length; i++) if (load<u8>(a + i) !== load<u8>(b + i)) return false;
  return true;
}

/** Whether the node has the name that is at `start`, which is `offset` in the directory; hash and length are the same. */
function hasName(node: u32, start: usize, length: u32, offset: u32): bool {
  if (<i32>node <= count) return same(load<u32>(starts + ((<usize>node) << 2)), offset, length);
  return isSame(load<u32>(named + ((<usize>(<i32>node - count - 1)) << 2)), start, length);
}

/** Address of the slot of the node with that name, or of the free one where it belongs. */
function slotOf(start: usize, length: u32, offset: u32, hash: u32): usize {
  let slot = hash & mask;
  while (true) {
    const at = slots + ((<usize>slot) << 2);
    const other = load<u32>(at);
    if (other === 0) return at;
    const place = (<usize>other) << 2;
    if (load<u32>(hashes + place) === hash && <u32>load<u16>(lengths + (place >> 1)) === length) {
      if (hasName(other, start, length, offset)) return at;
    }
    slot = (slot + 1) & mask;
  }
}

function setNode(node: i32, kind: u8, offset: u32, length: u32, parent: i32, hash: u32): void {
  const place = (<usize>node) << 2;
  store<u8>(kinds + node, kind);
  store<u32>(starts + place, offset);
  store<u16>(lengths + (place >> 1), <u16>length);
  store<i32>(parents + place, parent);
  store<u32>(hashes + place, hash);
}

/** Makes room for one more name: how many bytes all of them take is not known before. @returns false when there is no more memory */
function reserve(length: usize): bool {
  const end = (<usize>memory.size()) << PAGE_BITS;
  return names + length <= end || memory.grow(<i32>((length + NAMES_STEP) >> PAGE_BITS)) !== -1;
}

/** Makes the directories that a name tells of behind `from`; `last` is its last slash. @returns false when something is in the way */
function enter(start: usize, from: usize, last: usize, offset: u32): bool {
  let hash = load<u32>(top - LEVEL_SIZE, 8);
  let parent = load<i32>(top - LEVEL_SIZE, 4);
  let isCopied = false;
  for (let p = from; p <= last; p++) {
    const byte = <u32>load<u8>(p);
    const unfinished = hash;
    hash = (hash ^ byte) * HASH_PRIME;
    if (byte !== 0x2f) continue;
    if (top === levels + MOST_LEVELS * LEVEL_SIZE) return false;
    const finished = finish(unfinished);
    const length = <u32>(p - start);
    const slot = slotOf(start, length, offset, finished);
    let level = load<i32>(slot);
    if (level === 0) {
      if (nodes === capacity) return false;
      level = nodes++;
      if (!isCopied) {
        if (!reserve(last - start)) return false;
        memory.copy(names, start, last - start);
      }
      isCopied = true;
      store<u32>(named + ((<usize>(level - count - 1)) << 2), <u32>names);
      setNode(level, NODE_IMPLIED, offset, length, parent, finished);
      store<i32>(slot, level);
    } else if (level <= count) return false;
    parent = level;
    store<u32>(top, length);
    store<i32>(top, level, 4);
    store<u32>(top, hash, 8);
    top += LEVEL_SIZE;
  }
  if (isCopied) names += last - start;
  shared = last + 1 - start;
  const old = from - start;
  memory.copy(directory + old, from, shared - old);
  return true;
}

/** As finishHash of name-hash.ts. */
function finish(hash: u32): u32 {
  return (hash ^ (hash >> 15)) & 0x7fffffff;
}

/** As statedKind of node-kind.ts. */
function statedKind(record: usize): u8 {
  const host = load<u8>(record, 5);
  if (host !== 3 && host !== 19) return NODE_FILE;
  const type = load<u8>(record, 41) >> 4;
  if (type === 8 || type <= 1) return NODE_FILE;
  if (type === 10) return NODE_LINK;
  return type === 4 ? NODE_DIRECTORY : NODE_SPECIAL;
}

function hasUnicodePath(extra: usize, end: usize): bool {
  for (let at = extra; at + 4 <= end; ) {
    const next = at + 4 + load<u16>(at, 2);
    if (next > end) return false;
    if (load<u16>(at) === EXTRA_UNICODE_PATH) return true;
    at = next;
  }
  return false;
}

/**
 * Fills the tables from the records that are whole in the window.
 * @param size bytes in the window
 * @param base where in the directory its first one is
 * @returns bytes of the records; -1 when something is not in order, and the tables mean nothing
 */
export function scan(size: usize, base: u32): i32 {
  const end = window + size;
  const lastSlot = slots + ((<usize>mask) << 2);
  let at = window;
  let node = next;
  for (; node <= count; node++) {
    const record = at;
    if (record + HEADER > end) break;
    if (load<u32>(record) !== SIGNATURE) return GIVE_UP;
    const start = record + HEADER;
    const length = <usize>load<u16>(record, 28);
    const extra = start + length;
    const comment = extra + load<u16>(record, 30);
    const after = comment + load<u16>(record, 32);
    if (after > end) break;
    if (length === 0) return GIVE_UP;
    at = after;
    // 4 GiB and above are left to an extra field.
    const local = load<u32>(record, 42);
    const packed = load<u32>(record, 20);
    if (local === 0xffffffff || packed === 0xffffffff || <u64>local < memberEnd) return GIVE_UP;
    memberEnd = <u64>local + LOCAL_HEADER + <u64>length + <u64>packed;
    if (comment !== extra && hasUnicodePath(extra, comment)) return GIVE_UP;

    // How far the name repeats the directory of the one before: down to which level that is, and what was worked out for it.
    const most = shared < length ? shared : length;
    let alike: usize = 0;
    while (alike < most) {
      const difference = load<u64>(start + alike) ^ load<u64>(directory + alike);
      if (difference !== 0) {
        alike += <usize>ctz(difference) >> 3;
        break;
      }
      alike += 8;
    }
    if (alike > most) alike = most;
    while (shared > alike) {
      top -= LEVEL_SIZE;
      shared = top === levels ? 0 : <usize>load<u32>(top - LEVEL_SIZE) + 1;
    }
    const from = start + shared;
    let before: u32 = 0x2f;
    if (shared === 0) {
      // Absolute, or a drive letter.
      if (load<u8>(start) === 0x2f || (length > 1 && load<u8>(start, 1) === 0x3a)) return GIVE_UP;
      before = 0;
    }
    // Nothing is put into the tables before the whole name is known to be plain: no NUL, ASCII, no empty segment, no '.' and no '..'
    // (nor another that ends with a dot: those are looked at elsewhere).
    let hash = load<u32>(top - LEVEL_SIZE, 8);
    let bits: u32 = 0;
    let slash: usize = 0;
    for (let p = from; p < extra; p++) {
      const byte = <u32>load<u8>(p);
      bits |= byte | (byte - 1);
      hash = (hash ^ byte) * HASH_PRIME;
      if (byte === 0x2f) {
        if (before === 0x2e || before === 0x2f) return GIVE_UP;
        slash = p;
      }
      before = byte;
    }
    if (bits >= 0x80 || before === 0x2e) return GIVE_UP;
    const offset = base + <u32>(start - window);
    if (slash !== 0 && !enter(start, from, slash, offset)) return GIVE_UP;
    const parent = load<i32>(top - LEVEL_SIZE, 4);

    if (before === 0x2f) {
      setNode(node, 0, offset, <u32>length, 0, 0);
      if (load<u8>(kinds + parent) === NODE_IMPLIED) {
        store<u8>(kinds + parent, NODE_DIRECTORY);
        store<u32>(starts + ((<usize>parent) << 2), offset);
      }
      continue;
    }
    // When these bits are clear it is a regular file or not said.
    const kind = (load<u8>(record, 41) & 0x70) === 0 ? NODE_FILE : statedKind(record);
    if (kind === NODE_DIRECTORY) return GIVE_UP;
    if (kind === NODE_LINK) hasLinks = true;
    hash = finish(hash);
    let slot = slots + ((<usize>(hash & mask)) << 2);
    for (let other = load<u32>(slot); other !== 0; other = load<u32>(slot)) {
      const place = (<usize>other) << 2;
      if (load<u32>(hashes + place) === hash && <u32>load<u16>(lengths + (place >> 1)) === <u32>length) {
        if (hasName(other, start, <u32>length, offset)) return GIVE_UP;
      }
      slot = slot === lastSlot ? slots : slot + 4;
    }
    setNode(node, kind, offset, <u32>length, parent, hash);
    store<i32>(slot, node);
  }
  next = node;
  return <i32>(at - window);
}

/**
 * What it came to.
 * @param limit where the directory starts, from the archive's own byte 0; members must end there or before
 * @returns nodes in use, with the sign turned where a member is a link; 0 when something is not in order
 */
export function result(limit: u64): i32 {
  if (next <= count || memberEnd > limit) return 0;
  return hasLinks ? -nodes : nodes;
}
