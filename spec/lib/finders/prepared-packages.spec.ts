import assert from 'node:assert/strict';
import type { Finder, Member } from '../../../lib/finders/finder.ts';
import {
  fieldsOf,
  PREPARED_MEMBER,
  PREPARED_VERSION,
  type PreparedFile,
  preparedPackages,
} from '../../../lib/finders/prepared-packages.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const NAME = 'node_modules/a/package.json';
const MEMBER: Member = { name: NAME, kind: 'file', size: 20, crc32: 7 };
const FIELDS = { name: 'a', type: 'module' };
const FILE: PreparedFile = { version: PREPARED_VERSION, packages: { [NAME]: [7, 20, FIELDS] } };

const finderOf = (content: string | undefined): Finder =>
  memoryFinder('/x/app.zip', content === undefined ? {} : { [PREPARED_MEMBER]: content });
const prepared = (file: unknown, member: Member = MEMBER): unknown =>
  preparedPackages(finderOf(JSON.stringify(file)))(member);

describe('preparedPackages', () => {
  it('knows the fields of a file of that name and content', () => {
    assert.deepEqual(prepared(FILE), FIELDS);
  });

  it('knows no other content, and no other file', () => {
    assert.equal(prepared(FILE, { ...MEMBER, crc32: 8 }), undefined);
    assert.equal(prepared(FILE, { ...MEMBER, size: 21 }), undefined);
    assert.equal(prepared(FILE, { ...MEMBER, name: 'package.json' }), undefined);
    assert.equal(prepared(FILE, { ...MEMBER, name: '__proto__' }), undefined);
    const { crc32: _, ...unhashed } = MEMBER;
    assert.equal(prepared(FILE, unhashed), undefined);
  });

  it('ignores what is damaged or of another version', () => {
    const files = [
      null,
      1,
      [],
      {},
      { ...FILE, version: PREPARED_VERSION + 1 },
      { version: PREPARED_VERSION, packages: null },
    ];
    for (const file of files) assert.equal(prepared(file), undefined, JSON.stringify(file));
    for (const entry of [null, 7, [7, 20], [7, 20, null], [7, 20, []], [7, 20, 'x']]) {
      assert.equal(prepared({ ...FILE, packages: { [NAME]: entry } }), undefined, JSON.stringify(entry));
    }
    assert.equal(preparedPackages(finderOf('{ no JSON'))(MEMBER), undefined);
    assert.equal(preparedPackages(finderOf(undefined))(MEMBER), undefined);
  });
});

describe('fieldsOf', () => {
  it('keeps what resolution looks at, as it is', () => {
    const text =
      '\ufeff{ "version": "1.0.0", "exports": { "b": "./b", "a": null }, "name": 7, "main": "m", "exports": { "c": "./c", "a": 1 } }';
    assert.equal(JSON.stringify(fieldsOf(text)), '{"exports":{"c":"./c","a":1},"name":7,"main":"m"}');
  });

  it('leaves to the reader what is no object', () => {
    for (const text of ['', '{', 'null', '1', '[]', '"x"']) assert.equal(fieldsOf(text), null, text);
  });
});
