import assert from 'node:assert/strict';
import { badRecord, duplicateName, rawName, unsafeName } from '../../../lib/archive/directory-errors.ts';
import { findEndRecord } from '../../../lib/archive/end-record.ts';
import { bufferSource } from '../../support/buffer-source.ts';
import { buildZip } from '../../support/zip-builder.ts';

const source = bufferSource(buildZip([{ name: 'a' }, { name: 'b' }]));
const END = findEndRecord(source);
const DIRECTORY = source.read(END.directoryOffset, END.directorySize);

describe('badRecord', () => {
  it('tells bytes that are no record from a record that is cut off, and both from bytes that are left over', () => {
    const broken = Buffer.from(DIRECTORY);
    broken[47] = 0;
    const codes = [
      badRecord('/z', broken, END, 47, 1),
      badRecord('/z', DIRECTORY, END, 47, 1),
      badRecord('/z', DIRECTORY, END, 90, 2),
    ].map((error) => [error.code, error.offset, error.expected, error.actual]);
    assert.deepEqual(codes, [
      ['ERR_ZIPIMPORT_DIRECTORY_INVALID', 62 + 47, 2, 1],
      ['ERR_ZIPIMPORT_DIRECTORY_TRUNCATED', 62 + 47, 2, 1],
      ['ERR_ZIPIMPORT_DIRECTORY_INVALID', 62 + 90, 2, 2],
    ]);
  });
});

describe('unsafeName', () => {
  it('finds the reason itself', () => {
    const error = unsafeName('/z', '../a', END, 47);
    assert.deepEqual([error.archive, error.member, error.offset], ['/z', '../a', 62 + 47]);
    assert.match(error.message, /holds a '\.\.' segment/);
  });
});

describe('duplicateName', () => {
  it('tells two files from a file and a directory', () => {
    assert.match(duplicateName('/z', 'a', END, 0, false).message, /twice/);
    assert.match(duplicateName('/z', 'a', END, 0, true).message, /a file and a directory/);
  });
});

describe('rawName', () => {
  it('is the stored name', () => assert.equal(rawName(DIRECTORY, 47).toString(), 'b'));
});
