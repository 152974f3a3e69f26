// semver: cases after its test/ folder; each of its functions is a file that is required on its own.
const assert = require('node:assert/strict');
const { readdirSync } = require('node:fs');
const { dirname, join } = require('node:path');
const semver = require('semver');

const COMPARED = [
  ['0.0.0', '0.0.0-foo'],
  ['0.0.1', '0.0.0'],
  ['1.0.0', '0.9.9'],
  ['0.10.0', '0.9.0'],
  ['1.2.3', '1.2.3-asdf'],
  ['1.2.3-5', '1.2.3-4'],
  ['1.2.3-5-Foo', '1.2.3-5'],
  ['1.2.3-a.10', '1.2.3-a.5'],
  ['1.2.3-a.b.c.10.d.5', '1.2.3-a.b.c.5.d.100'],
  ['1.2.3-r100', '1.2.3-R2'],
];
const RANGES = [
  ['1.0.0 - 2.0.0', '>=1.0.0 <=2.0.0'],
  ['^1.2.3', '>=1.2.3 <2.0.0-0'],
  ['~1.2', '>=1.2.0 <1.3.0-0'],
  ['x', '*'],
  ['2 || 3.1.x', '>=2.0.0 <3.0.0-0||>=3.1.0 <3.2.0-0'],
  ['^0.0.1', '>=0.0.1 <0.0.2-0'],
  ['blerg', null],
];

describe('semver', () => {
  for (const [greater, less] of COMPARED) {
    it(`${greater} > ${less}`, () => {
      assert.equal(semver.gt(greater, less), true);
      assert.equal(semver.compare(less, greater), -1);
      assert.deepEqual(semver.rsort([less, greater]), [greater, less]);
    });
  }
  for (const [range, expected] of RANGES) it(`range ${range}`, () => assert.equal(semver.validRange(range), expected));
  it('increments', () => {
    assert.equal(semver.inc('1.2.3', 'prerelease', 'beta'), '1.2.4-beta.0');
    assert.equal(semver.inc('1.2.3-4', 'major'), '2.0.0');
  });
  it('loads every function from its own file', () => {
    const folder = join(dirname(require.resolve('semver/package.json')), 'functions');
    for (const name of readdirSync(folder)) assert.equal(typeof require(`semver/functions/${name}`), 'function');
  });
});
