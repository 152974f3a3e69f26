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
interface Engine {
  readonly _handle?: {
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
  };
  /** Room left in the output, bytes left of the input. */
  readonly _writeState?: Uint32Array;
}

let engine: Engine | null | undefined;

/**
 * Inflates `data` when it comes to exactly `size` bytes.
 * @param isLent the content may lie in memory that the next read overwrites
 * @returns null when it does not, or when this Node.js has no such engine: the public function then says what is wrong
 */
export function inflateExactly(data: Buffer, size: number, isLent: boolean): Decoded | null {
  if (engine === undefined) engine = makeEngine();
  const handle = engine?._handle;
  const state = engine?._writeState;
  if (handle === undefined || state === undefined) return null;
  // One byte more than announced: only an engine that has reached the end of its stream leaves room.
  const out = isLent ? OUTPUT.borrow(size + 1) : Buffer.allocUnsafeSlow(size + 1);
  let failed = false;
  handle.onerror = () => {
    failed = true;
  };
  handle.reset();
  handle.writeSync(zlib.constants.Z_FINISH, data, 0, data.length, out, 0, size + 1);
  const [room, left] = state;
  if (failed || room !== 1 || left === undefined) return null;
  return { content: out.subarray(0, size), consumed: data.length - left };
}

function makeEngine(): Engine | null {
  const made = zlib.createInflateRaw({ chunkSize: zlib.constants.Z_MIN_CHUNK }) as unknown as Engine;
  const isUsable =
    typeof made._handle?.writeSync === 'function' &&
    typeof made._handle.reset === 'function' &&
    made._writeState instanceof Uint32Array;
  return isUsable ? made : null;
}
