// The part of yauzl-promise that specs use; the package brings no types.
declare module 'yauzl-promise' {
  import type { Readable } from 'node:stream';

  export interface Entry {
    readonly filename: string;
    openReadStream(): Promise<Readable>;
  }

  export interface Zip extends AsyncIterable<Entry> {
    close(): Promise<void>;
  }

  export function fromBuffer(bytes: Buffer): Promise<Zip>;
}
