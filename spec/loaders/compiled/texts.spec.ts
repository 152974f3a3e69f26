import assert from 'node:assert/strict';
import { Texts } from '../../../loaders/compiled/texts.ts';
import { encodeTexts } from '../../../loaders/compiled/texts-writer.ts';

// Of two encodings, some longer than what goes into one chunk, and one of nothing.
const TEXTS = [
  'first',
  'é, ć and \u{1f600}',
  '',
  'x'.repeat(300_000),
  'after a chunk',
  `\ufeff${'ć'.repeat(200_000)}`,
  'last',
  'der größte',
];

describe('Texts', () => {
  const { content, id, places } = encodeTexts(TEXTS);
  const open = (bytes: Buffer, wanted = id): Texts | null =>
    Texts.open((offset, length) => bytes.subarray(offset, offset + length), wanted);

  it('gives back what was encoded, in any order', () => {
    for (const order of [TEXTS.keys(), [...TEXTS.keys()].reverse()]) {
      const texts = open(content)!;
      for (const i of order) assert.equal(texts.at(places[i]!), TEXTS[i]);
    }
    assert.ok(new Set(places.map((place) => place?.chunk)).size > 2);
  });

  it('reads once for what lies together, into memory of its own', () => {
    const reads: number[] = [];
    const texts = Texts.open((offset, length, into) => {
      reads.push(offset);
      const bytes = content.subarray(offset, offset + length);
      if (into === undefined || into.length < bytes.length) return bytes;
      bytes.copy(into);
      return into.subarray(0, bytes.length);
    }, id)!;
    for (const [i, text] of TEXTS.entries()) assert.equal(texts.at(places[i]!), text);
    const chunks = new Set(places.map((place) => place?.chunk)).size;
    // Of the long one, which is ASCII, in two pieces.
    assert.equal(reads.length, 2 + chunks + 1);
  });

  it('is null for what is none, for others, and where the table is damaged or cut off', () => {
    assert.equal(open(Buffer.alloc(0)), null);
    assert.equal(open(Buffer.from('something else that is long enough')), null);
    assert.equal(open(content, id ^ 1), null);
    const chunks = new Set(places.map((place) => place?.chunk)).size;
    for (let at = 0; at < 16 + chunks * 16; at++) {
      const damaged = Buffer.from(content);
      damaged[at] = damaged[at]! ^ 1;
      assert.equal(open(damaged), null, `byte ${at}`);
      assert.equal(open(content.subarray(0, at)), null, `${at} bytes`);
    }
  });

  it('has no text where its chunk is damaged or cut off, or it would reach out of it', () => {
    const damaged = Buffer.from(content);
    damaged[damaged.indexOf('first')] = 0;
    assert.equal(open(damaged)?.at(places[0]!), null);
    assert.equal(open(damaged)?.at(places[1]!), TEXTS[1]);
    const long = Buffer.from(content);
    long[long.indexOf('x'.repeat(1000)) + 290_000] = 0;
    assert.equal(open(long)?.at(places[3]!), null);
    assert.equal(open(content.subarray(0, -1))?.at(places[7]!), null);
    assert.equal(open(content.subarray(0, content.indexOf('x'.repeat(1000)) + 290_000))?.at(places[3]!), null);
    const texts = open(content)!;
    assert.equal(texts.at({ chunk: 99, start: 0, length: 1 }), null);
    assert.equal(texts.at({ ...places[7]!, length: 1_000_000 }), null);
  });

  it('may have none', () => {
    const none = encodeTexts([]);
    assert.equal(open(none.content, none.id)?.at({ chunk: 0, start: 0, length: 0 }), null);
  });
});
