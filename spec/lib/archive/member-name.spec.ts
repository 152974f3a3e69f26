import assert from 'node:assert/strict';
import { decodeName, unsafeReason } from '../../../lib/archive/member-name.ts';

describe('decodeName', () => {
  it('takes valid UTF-8 as UTF-8, with and without the flag', () => {
    for (const flag of [true, false]) assert.equal(decodeName(Buffer.from('résumé'), flag)?.toString(), 'résumé');
  });

  it('takes other bytes as CP437', () => {
    assert.equal(decodeName(Buffer.from('72827375 6d82'.replace(' ', ''), 'hex'), false)?.toString(), 'résumé');
  });

  it('has a character for every byte of CP437', () => {
    const upper = Buffer.from(Array.from({ length: 128 }, (_, i) => 0x80 + i));
    const text = decodeName(upper, false)!.toString();
    assert.equal(new Set(text).size, 128);
    assert.deepEqual([text[0], text[0x1b], text[0x60], text[0x7f]], ['Ç', '¢', 'α', '\u00a0']);
  });

  it('is null for bytes that are marked as UTF-8 and are not: lone surrogates, overlong forms, cut-off sequences', () => {
    for (const hex of ['ff', 'eda080', 'c080', 'c3']) assert.equal(decodeName(Buffer.from(hex, 'hex'), true), null);
  });
});

describe('unsafeReason', () => {
  const unsafe: readonly (readonly [string, string])[] = [
    ['', 'is empty'],
    ['/', 'is absolute'],
    ['/a', 'is absolute'],
    ['//server/share', 'is absolute'],
    ['C:a', 'starts with a drive letter'],
    ['c:/a', 'starts with a drive letter'],
    ['..', "holds a '..' segment"],
    ['../a', "holds a '..' segment"],
    ['a/../b', "holds a '..' segment"],
    ['a/..', "holds a '..' segment"],
    ['a/../', "holds a '..' segment"],
    ['.', "holds a '.' segment"],
    ['./a', "holds a '.' segment"],
    ['a/./b', "holds a '.' segment"],
    ['a//b', 'holds an empty segment'],
    ['a//', 'holds an empty segment'],
    ['a\0b', 'holds a NUL'],
  ];
  for (const [name, reason] of unsafe) {
    it(`says that ${JSON.stringify(name)} ${reason}`, () => assert.equal(unsafeReason(name), reason));
  }

  for (const name of [
    'a',
    'a/',
    'a/b',
    '...',
    '..a',
    'a..',
    '.a/b.',
    'aux',
    'x.js::$DATA',
    'ab:c',
    'a b',
    'a\nb',
    'a\\b',
    'é',
  ]) {
    it(`has nothing against ${JSON.stringify(name)}`, () => assert.equal(unsafeReason(name), null));
  }
});
