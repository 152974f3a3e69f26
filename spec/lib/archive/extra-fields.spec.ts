import assert from 'node:assert/strict';
import { findExtra, readModifiedTime, readUnicodePath, readZip64Values } from '../../../lib/archive/extra-fields.ts';
import { extraBlock, unicodePathBlock, zip64Block } from '../../support/zip-builder.ts';

describe('findExtra', () => {
  const field = Buffer.concat([
    extraBlock(1, Buffer.from('ab')),
    extraBlock(2, Buffer.alloc(0)),
    extraBlock(3, Buffer.from('c')),
  ]);

  it('finds first, middle and last blocks', () => {
    assert.deepEqual(
      [1, 2, 3].map((id) => findExtra(field, 0, field.length, id)),
      [4, 10, 14],
    );
  });

  it('is -1 where there is none, or nothing at all', () => {
    assert.equal(findExtra(field, 0, field.length, 4), -1);
    assert.equal(findExtra(field, 0, 0, 1), -1);
    assert.equal(findExtra(Buffer.of(1, 0, 0), 0, 3, 1), -1);
  });

  it('does not believe a block that claims more than there is', () => {
    assert.equal(findExtra(Buffer.of(1, 0, 2, 0, 9), 0, 5, 1), -1);
  });
});

describe('readZip64Values', () => {
  const read = (block: Buffer, size: number, compressedSize: number, offset: number) =>
    readZip64Values(block, 0, block.length, size, compressedSize, offset);

  it('takes only what is saturated, in order', () => {
    assert.deepEqual(read(zip64Block(7n), 1, 0xffffffff, 3), { size: 1, compressedSize: 7, localOffset: 3 });
    assert.deepEqual(read(zip64Block(7n, 8n, 9n), 0xffffffff, 0xffffffff, 0xffffffff), {
      size: 7,
      compressedSize: 8,
      localOffset: 9,
    });
  });

  it('leaves 32-bit values alone', () => {
    assert.deepEqual(read(zip64Block(7n), 1, 2, 3), { size: 1, compressedSize: 2, localOffset: 3 });
  });

  it('is null when a saturated value has none', () => {
    assert.equal(read(zip64Block(7n), 0xffffffff, 0xffffffff, 3), null);
    assert.equal(read(Buffer.alloc(0), 0xffffffff, 2, 3), null);
  });
});

describe('readUnicodePath', () => {
  const read = (raw: string, block: Buffer): string | undefined => {
    const bytes = Buffer.concat([Buffer.from(raw), block]);
    return readUnicodePath(bytes, 0, raw.length, bytes.length)?.toString();
  };

  it('is the name when it was made for this raw name', () => {
    assert.equal(read('u.js', unicodePathBlock('u.js', 'ü.js')), 'ü.js');
  });

  it('is null for another raw name, another version, and too few bytes', () => {
    assert.equal(read('u.js', unicodePathBlock('v.js', 'ü.js')), undefined);
    assert.equal(read('u.js', extraBlock(0x7075, Buffer.of(2, 0, 0, 0, 0, 65))), undefined);
    assert.equal(read('u.js', extraBlock(0x7075, Buffer.of(1, 0))), undefined);
    assert.equal(read('u.js', Buffer.alloc(0)), undefined);
  });
});

describe('readModifiedTime', () => {
  const read = (block: Buffer) => readModifiedTime(block, 0, block.length);
  const unix = (flags: number, seconds: number): Buffer => {
    const data = Buffer.alloc(5);
    data[0] = flags;
    data.writeInt32LE(seconds, 1);
    return extraBlock(0x5455, data);
  };
  const ntfs = (ms: number): Buffer => {
    const times = Buffer.alloc(24);
    times.writeBigUInt64LE(BigInt(ms + 11_644_473_600_000) * 10_000n);
    return extraBlock(0x000a, Buffer.concat([Buffer.alloc(4), extraBlock(1, times)]));
  };

  it('reads the extended timestamp, before 1970 too', () => {
    assert.equal(read(unix(1, 1_700_000_000)), 1_700_000_000_000);
    assert.equal(read(unix(1, -1)), -1000);
    assert.equal(read(unix(1, 0)), 0);
  });

  it('reads NTFS times', () => assert.equal(read(ntfs(1_700_000_000_123)), 1_700_000_000_123));

  it('prefers the extended timestamp', () => assert.equal(read(Buffer.concat([ntfs(5000), unix(1, 7)])), 7000));

  it('is null when neither tells the modification time', () => {
    assert.equal(read(unix(2, 7)), null);
    assert.equal(read(extraBlock(0x5455, Buffer.of(1))), null);
    assert.equal(read(extraBlock(0x000a, Buffer.alloc(4))), null);
    assert.equal(read(Buffer.alloc(0)), null);
  });
});
