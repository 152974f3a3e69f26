import assert from 'node:assert/strict';
import type { StatedDirectory } from '../../../lib/archive/archive-tail.ts';
import { readZip64EndRecord } from '../../../lib/archive/zip64-end-record.ts';
import { bufferSource } from '../../support/buffer-source.ts';
import { buildZip, type Zip64Fields } from '../../support/zip-builder.ts';

const SATURATED: StatedDirectory = { count: 0xffff, size: 0xffffffff, offset: 0xffffffff, end: 0 };

function read(zip64: Zip64Fields | undefined, classic: StatedDirectory = SATURATED): StatedDirectory | null {
  const bytes = buildZip([{ name: 'a', content: 'a' }], zip64 === undefined ? {} : { zip64 });
  const end = bytes.length - 22;
  return readZip64EndRecord({ bytes, offset: 0, source: bufferSource(bytes) }, end, { ...classic, end });
}

describe('readZip64EndRecord', () => {
  it('is null without a locator', () => assert.equal(read(undefined), null));

  it('states the directory, which ends where the record starts', () => {
    assert.deepEqual(read({}), { count: 1, size: 47, offset: 32, end: 79 });
  });

  it('compares with the classic record where that is not saturated', () => {
    assert.equal(read({}, { ...SATURATED, count: 1 })?.count, 1);
    for (const wrong of [{ count: 2 }, { size: 48 }, { offset: 31 }]) {
      assert.throws(() => read({}, { ...SATURATED, ...wrong }), { code: 'ERR_ZIPIMPORT_EOCD_INVALID' });
    }
  });

  it('refuses a record that runs into its locator', () => {
    assert.throws(() => read({ recordSize: 45n }), { code: 'ERR_ZIPIMPORT_EOCD_INVALID' });
  });
});
