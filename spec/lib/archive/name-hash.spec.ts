import assert from 'node:assert/strict';
import { finishHash, HASH_BASIS, nameHash } from '../../../lib/archive/name-hash.ts';

describe('nameHash', () => {
  it('is FNV-1a, finished', () => {
    // Published test vectors of FNV-1a, 32 bits. http://www.isthe.com/chongo/tech/comp/fnv/
    assert.equal(nameHash('a'), finishHash(0xe40c292c | 0));
    assert.equal(nameHash('foobar'), finishHash(0xbf9cf968 | 0));
    assert.equal(nameHash(''), finishHash(HASH_BASIS));
  });

  it('is -1 for text that is not ASCII', () => {
    assert.equal(nameHash('é'), -1);
    assert.equal(nameHash('a\u{1f600}'), -1);
    assert.notEqual(nameHash('\x7f'), -1);
  });

  it('takes bytes up to 0xff when told that the characters are bytes', () => {
    assert.ok(nameHash('\xc3\xa9', 0x100) >= 0);
  });

  it('is never negative', () => {
    for (let i = 0; i < 500; i++) assert.ok(nameHash(`node_modules/p${i}/index.js`) >= 0);
  });
});
