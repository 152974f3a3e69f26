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
const GIVE_UP: i32 = 0;

let bytes: usize = 0;
let kinds: usize = 0;
let starts: usize = 0;
let lengths: usize = 0;
let parents: usize = 0;
let hashes: usize = 0;
let slots: usize = 0;
let levelsAt: usize = 0;
let mask: u32 = 0;
let nodes: i32 = 0;

/** Where the tables are. @param slotCount a power of two @param levels room for MOST_LEVELS of scanner.ts */
export function place(
  bytesAt: usize,
  kindsAt: usize,
  startsAt: usize,
  lengthsAt: usize,
  parentsAt: usize,
  hashesAt: usize,
  slotsAt: usize,
  slotCount: u32,
  levels: usize,
): void {
  bytes = bytesAt;
  kinds = kindsAt;
  starts = startsAt;
  lengths = lengthsAt;
  parents = parentsAt;
  hashes = hashesAt;
  slots = slotsAt;
  mask = slotCount - 1;
  levelsAt = levels;
}

function isSame(a: usize, b: usize, length: usize): bool {
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) if (load<u64>(a + i) !== load<u64>(b + i)) return false;
  for (; i < length; i++) if (load<u8>(a + i) !== load<u8>(b + i)) return false;
  return true;
}

/** Address of the slot of the node with that name, or of the free one where it belongs. */
function slotOf(start: usize, length: u32, hash: u32): usize {
  let slot = hash & mask;
  while (true) {
    const at = slots + ((<usize>slot) << 2);
    const other = load<u32>(at);
    if (other === 0) return at;
    const offset = (<usize>other) << 2;
    if (load<u32>(hashes + offset) === hash && load<u32>(lengths + offset) === length) {
      if (isSame(bytes + load<u32>(starts + offset), start, length)) return at;
    }
    slot = (slot + 1) & mask;
  }
}

function setNode(node: i32, kind: u8, start: usize, length: u32, parent: i32, hash: u32): void {
  const offset = (<usize>node) << 2;
  store<u8>(kinds + node, kind);
  store<u32>(starts + offset, <u32>(start - bytes));
  store<u32>(lengths + offset, length);
  store<i32>(parents + offset, parent);
  store<u32>(hashes + offset, hash);
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
 * Fills the tables from a directory of `size` bytes; they must be zero before.
 * @param count records that it must hold
 * @param limit where it starts, from the archive's own byte 0; members must end there or before
 * @param capacity nodes that the tables have room for
 * @returns nodes in use, with the sign turned where a member is a link; 0 when something is not in order, and the tables mean nothing
 */
export function scan(size: usize, count: i32, limit: u64, capacity: i32): i32 {
  const end = bytes + size;
  let at = bytes;
  let hasLinks = false;
  let memberEnd: u64 = 0;
  // The directory of the name before: where that name stands, how long the directory is with its slash, and behind `levels` what is known
  // of each directory on the way, up to `top`: u32 bytes of its name, i32 its node, u32 the hash behind its slash. In front of the first
  // stands the root.
  let directoryStart: usize = 0;
  let shared: usize = 0;
  const levels = levelsAt + LEVEL_SIZE;
  let top = levels;
  store<u32>(top - LEVEL_SIZE, HASH_BASIS, 8);
  const lastSlot = slots + ((<usize>mask) << 2);
  nodes = count + 1;
  store<u8>(kinds, NODE_IMPLIED);
  for (let node: i32 = 1; node <= count; node++) {
    if (at + HEADER > end || load<u32>(at) !== SIGNATURE) return GIVE_UP;
    const record = at;
    const start = record + HEADER;
    const length = <usize>load<u16>(record, 28);
    const extra = start + length;
    const comment = extra + load<u16>(record, 30);
    at = comment + load<u16>(record, 32);
    if (at > end || length === 0) return GIVE_UP;
    // 4 GiB and above are left to an extra field.
    const offset = load<u32>(record, 42);
    const packed = load<u32>(record, 20);
    if (offset === 0xffffffff || packed === 0xffffffff || <u64>offset < memberEnd) return GIVE_UP;
    memberEnd = <u64>offset + LOCAL_HEADER + <u64>length + <u64>packed;
    if (comment !== extra && hasUnicodePath(extra, comment)) return GIVE_UP;

    // How far the name repeats the directory of the one before: down to which level that is, and what was worked out for it.
    const most = shared < length ? shared : length;
    let same: usize = 0;
    while (same < most) {
      const difference = load<u64>(start + same) ^ load<u64>(directoryStart + same);
      if (difference !== 0) {
        same += <usize>ctz(difference) >> 3;
        break;
      }
      same += 8;
    }
    if (same > most) same = most;
    while (shared > same) {
      top -= LEVEL_SIZE;
      shared = top === levels ? 0 : <usize>load<u32>(top - LEVEL_SIZE) + 1;
    }
    const directory = load<i32>(top - LEVEL_SIZE, 4);
    let hash = load<u32>(top - LEVEL_SIZE, 8);
    const from = start + shared;
    let before: u32 = 0x2f;
    if (shared === 0) {
      // Absolute, or a drive letter.
      if (load<u8>(start) === 0x2f || (length > 1 && load<u8>(start, 1) === 0x3a)) return GIVE_UP;
      before = 0;
    }
    // Nothing is put into the tables before the whole name is known to be plain: no NUL, ASCII, no empty segment, no '.' and no '..'
    // (nor another that ends with a dot: those are looked at elsewhere).
    const fromHash = hash;
    let bits: u32 = 0;
    let slashes: u32 = 0;
    for (let p = from; p < extra; p++) {
      const byte = <u32>load<u8>(p);
      bits |= byte | (byte - 1);
      hash = (hash ^ byte) * HASH_PRIME;
      if (byte === 0x2f) {
        if (before === 0x2e || before === 0x2f) return GIVE_UP;
        slashes++;
      }
      before = byte;
    }
    if (bits >= 0x80 || before === 0x2e) return GIVE_UP;

    let parent = directory;
    if (slashes !== 0) {
      let levelHash = fromHash;
      for (let p = from; slashes !== 0; p++) {
        const byte = <u32>load<u8>(p);
        const unfinished = levelHash;
        levelHash = (levelHash ^ byte) * HASH_PRIME;
        if (byte !== 0x2f) continue;
        slashes--;
        const finished = finish(unfinished);
        const levelLength = <u32>(p - start);
        const slot = slotOf(start, levelLength, finished);
        let level = load<i32>(slot);
        if (level === 0) {
          if (nodes === capacity) return GIVE_UP;
          level = nodes++;
          setNode(level, NODE_IMPLIED, start, levelLength, parent, finished);
          store<i32>(slot, level);
        } else {
          const kind = load<u8>(kinds + level);
          if (kind !== NODE_IMPLIED && kind !== NODE_DIRECTORY) return GIVE_UP;
        }
        parent = level;
        store<u32>(top, levelLength);
        store<i32>(top, level, 4);
        store<u32>(top, levelHash, 8);
        top += LEVEL_SIZE;
        shared = <usize>levelLength + 1;
      }
      directoryStart = start;
    }

    if (before === 0x2f) {
      setNode(node, 0, start, <u32>length, 0, 0);
      if (load<u8>(kinds + parent) === NODE_IMPLIED) {
        store<u8>(kinds + parent, NODE_DIRECTORY);
        store<u32>(starts + ((<usize>parent) << 2), <u32>(start - bytes));
      }
      continue;
    }
    // When these bits are clear it is a regular file or not said.
    const kind = (load<u8>(record, 41) & 0x70) === 0 ? NODE_FILE : statedKind(record);
    if (kind === NODE_DIRECTORY) return GIVE_UP;
    if (kind === NODE_LINK) hasLinks = true;
    hash = finish(hash);
    // As slotOf, to where nothing is or the same.
    let slot = slots + ((<usize>(hash & mask)) << 2);
    for (let other = load<u32>(slot); other !== 0; other = load<u32>(slot)) {
      const offset = (<usize>other) << 2;
      if (load<u32>(hashes + offset) === hash && load<u32>(lengths + offset) === <u32>length) {
        if (isSame(bytes + load<u32>(starts + offset), start, length)) return GIVE_UP;
      }
      slot = slot === lastSlot ? slots : slot + 4;
    }
    setNode(node, kind, start, <u32>length, parent, hash);
    store<i32>(slot, node);
  }
  if (at !== end || memberEnd > limit) return GIVE_UP;
  return hasLinks ? -nodes : nodes;
}
