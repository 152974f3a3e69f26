// One raw-inflate engine, used again for every member: zlib.inflateRawSync makes a whole stream object for each call, which costs more than
// inflating a source file does (19 us against 7 us for 12 KB on Node 24).
import zlib from 'node:zlib';
import { OUTPUT } from './scratch.ts';

/** What came out, and how many of the compressed bytes it took. */
export interface Decoded {
  readonly content: Buffer;
  readonly consumed: number;
}

/** What Node's streams call inside: stable from Node 20 to 26, documented nowhere. lib/zlib.js, processChunkSync */
interface Stream {
  readonly _handle?: Handle;
  /** Room left in the output, bytes left of the input. */
  readonly _writeState?: Uint32Array;
}

interface Handle {
  onerror: (message: string, errno: number, code: string) => void;
  reset(): void;
  writeSync(
    flush: number,
    input: Buffer,
    inOff: number,
    inLength: number,
    out: Buffer,
    outOff: number,
    outLength: number,
  ): void;
}

interface Engine {
  readonly handle: Handle;
  /** {@link Stream._writeState} */
  readonly state: Uint32Array;
  readonly finish: number;
  hasFailed: boolean;
}

let engine: Engine | null | undefined;

/**
 * Inflates `data` when it comes to exactly `size` bytes.
 * @param isLent the content may lie in memory that the next read overwrites
 * @returns null when it does not, or when this Node.js has no such engine: the public function then says what is wrong
 */
export function inflateExactly(data: Buffer, size: number, isLent: boolean): Decoded | null {
  if (engine === undefined) engine = makeEngine();
  if (engine === null) return null;
  const { handle, state, finish } = engine;
  // One byte more than announced: only an engine that has reached the end of its stream leaves room.
  const out = isLent ? OUTPUT.borrow(size + 1) : Buffer.allocUnsafeSlow(size + 1);
  engine.hasFailed = false;
  handle.reset();
  handle.writeSync(finish, data, 0, data.length, out, 0, size + 1);
  const room = state[0];
  const left = state[1];
  if (engine.hasFailed || room !== 1 || left === undefined) return null;
  return { content: out.subarray(0, size), consumed: data.length - left };
}

function makeEngine(): Engine | null {
  const stream = zlib.createInflateRaw({ chunkSize: zlib.constants.Z_MIN_CHUNK }) as unknown as Stream;
  const { _handle: handle, _writeState: state } = stream;
  const isUsable =
    typeof handle?.writeSync === 'function' && typeof handle.reset === 'function' && state instanceof Uint32Array;
  if (!isUsable) return null;
  const made: Engine = { handle, state, finish: zlib.constants.Z_FINISH, hasFailed: false };
  handle.onerror = () => {
    made.hasFailed = true;
  };
  return made;
}
