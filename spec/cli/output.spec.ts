import assert from 'node:assert/strict';
import { counted, json, size, table } from '../../cli/output.ts';

describe('table', () => {
  it('aligns columns, numbers to the right, and ends lines with what they hold', () => {
    assert.equal(
      table(
        ['Name', 'Size', 'Note'],
        [
          ['a', 1, ''],
          ['longer', 1000, 'x'],
        ],
        { right: [1] },
      ),
      'Name    Size  Note\na          1\nlonger  1000  x\n',
    );
  });

  it('is plain text, wherever it is printed to', () => {
    const control = String.fromCharCode(27);
    assert.ok(!table(['A'], [['b']]).includes(control));
  });

  it('measures what letters take on a screen', () => {
    const [head = '', row = ''] = table(['Name', 'X'], [['文字列', 'y']]).split('\n');
    assert.equal(head.indexOf('X'), 'Name    '.length);
    assert.equal(row, '文字列  y');
  });
});

describe('size', () => {
  it('has three digits and powers of 1000', () => {
    const sizes = { 0: '0 B', 999: '999 B', 1000: '1.0 kB', 99940: '99.9 kB', 99950: '100 kB', 999499: '999 kB' };
    for (const [bytes, text] of Object.entries(sizes)) assert.equal(size(Number(bytes)), text);
    assert.equal(size(999_500), '1.0 MB');
    assert.equal(size(35.7e6), '35.7 MB');
    assert.equal(size(4.2e13), '42.0 TB');
  });
});

describe('json', () => {
  it('ends with a line break', () => {
    assert.equal(json({ a: [1] }), '{\n  "a": [\n    1\n  ]\n}\n');
  });
});

describe('counted', () => {
  it('has one of a thing in the singular', () => {
    assert.deepEqual(
      [0, 1, 2].map((count) => counted(count, 'member')),
      ['0 members', '1 member', '2 members'],
    );
  });
});
