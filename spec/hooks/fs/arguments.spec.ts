import assert from 'node:assert/strict';
import fs from 'node:fs';
import {
  BadArguments,
  changesFiles,
  checkSignal,
  encodeName,
  encodingOf,
  flagBits,
  optionsObject,
  readPosition,
  readTarget,
} from '../../../hooks/fs/arguments.ts';

const { O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_TRUNC, O_WRONLY } = fs.constants;

describe('optionsObject', () => {
  it('takes an object, an encoding or nothing', () => {
    assert.deepEqual(optionsObject({ flag: 'r' }), { flag: 'r' });
    assert.deepEqual(optionsObject('hex'), { encoding: 'hex' });
    for (const none of [undefined, null, () => {}]) assert.deepEqual(optionsObject(none), {});
  });

  it('refuses what is neither', () => {
    assert.throws(() => optionsObject(7), BadArguments);
  });
});

describe('checkSignal', () => {
  it('takes a signal or none', () => {
    checkSignal({});
    checkSignal({ signal: new AbortController().signal });
    assert.throws(() => checkSignal({ signal: 'no' }), BadArguments);
    assert.throws(() => checkSignal({ signal: null }), BadArguments);
  });
});

describe('encodingOf', () => {
  it('knows the encodings of Buffer, buffer, and the fallback', () => {
    assert.equal(encodingOf({ encoding: 'UTF-8' }, null), 'UTF-8');
    assert.equal(encodingOf({ encoding: 'buffer' }, null), 'buffer');
    for (const encoding of [undefined, null, '']) assert.equal(encodingOf({ encoding }, 'none'), 'none');
  });

  it('refuses others', () => {
    assert.throws(() => encodingOf({ encoding: 'utf9' }, null), BadArguments);
    assert.throws(() => encodingOf({ encoding: 8 }, null), BadArguments);
  });
});

describe('encodeName', () => {
  it('gives text, bytes, or bytes in an encoding', () => {
    assert.equal(encodeName('é', {}), 'é');
    assert.deepEqual(encodeName('é', { encoding: 'buffer' }), Buffer.from('é'));
    assert.equal(encodeName('é', { encoding: 'hex' }), 'c3a9');
  });
});

describe('flagBits', () => {
  const rows: readonly (readonly [flags: unknown, bits: number])[] = [
    [undefined, O_RDONLY],
    [null, O_RDONLY],
    ['r', O_RDONLY],
    ['r+', O_RDWR],
    ['w', O_TRUNC | O_CREAT | O_WRONLY],
    ['wx', O_TRUNC | O_CREAT | O_WRONLY | O_EXCL],
    ['xw+', O_TRUNC | O_CREAT | O_RDWR | O_EXCL],
    ['a', O_APPEND | O_CREAT | O_WRONLY],
    ['ax+', O_APPEND | O_CREAT | O_RDWR | O_EXCL],
    [O_RDWR, O_RDWR],
  ];
  for (const [flags, bits] of rows) {
    it(`reads ${JSON.stringify(flags)}`, () => assert.equal(flagBits(flags), bits));
  }

  it('reads the synchronous ones as their plain ones, with O_SYNC', () => {
    for (const [flags, plain] of [
      ['rs', 'r'],
      ['sr+', 'r+'],
      ['as', 'a'],
      ['sa+', 'a+'],
    ] as const) {
      assert.equal(flagBits(flags) & flagBits(plain), flagBits(plain), flags);
    }
  });

  for (const flags of ['', 'q', 'rw', 'rx', 'ws', 'r++', 'axs', 'R', 1.5, {}]) {
    it(`refuses ${JSON.stringify(flags)}`, () => assert.throws(() => flagBits(flags), BadArguments));
  }
});

describe('changesFiles', () => {
  it('is false for reading only', () => {
    assert.equal(changesFiles(O_RDONLY), false);
    for (const bits of [O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND]) assert.equal(changesFiles(bits), true);
  });
});

describe('readTarget', () => {
  const buffer = Buffer.alloc(8);

  it('takes numbers or an object', () => {
    assert.deepEqual(readTarget(buffer, 2, 4, 1), { buffer, offset: 2, length: 4, position: 1 });
    assert.deepEqual(readTarget(buffer, { offset: 2, position: 1n }, undefined, undefined), {
      buffer,
      offset: 2,
      length: 6,
      position: 1,
    });
    assert.deepEqual(readTarget(buffer, undefined, undefined, undefined), {
      buffer,
      offset: 0,
      length: 8,
      position: null,
    });
  });

  type Row = readonly [what: string, args: readonly [unknown, unknown, unknown, unknown]];
  const rows: readonly Row[] = [
    ['no buffer', ['text', 0, 1, 0]],
    ['a negative offset', [buffer, -1, 1, 0]],
    ['a fractional offset', [buffer, 0.5, 1, 0]],
    ['more than fits', [buffer, 4, 5, 0]],
    ['a negative length', [buffer, 0, -1, 0]],
    ['an empty buffer', [Buffer.alloc(0), 0, 1, 0]],
    ['a position that is no number', [buffer, 0, 1, 'x']],
  ];
  for (const [what, args] of rows) {
    it(`refuses ${what}`, () => assert.throws(() => readTarget(...args), BadArguments));
  }
});

describe('readPosition', () => {
  it('has null for the own position of a descriptor', () => {
    for (const own of [null, undefined, -1, -1n]) assert.equal(readPosition(own), null);
    assert.equal(readPosition(0), 0);
    assert.equal(readPosition(7n), 7);
    assert.throws(() => readPosition(-2), BadArguments);
    assert.throws(() => readPosition(0.5), BadArguments);
  });
});
