import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { adoptFlags, isCompiled, isForThisV8, sourceLength, versionOf } from '../../../loaders/compiled/v8-header.ts';

describe('the header of compiled code', () => {
  const source = '(function () { return "é"; })';
  const made = (): Buffer => new Script(source).createCachedData();

  it('is known, with the length of the source', () => {
    assert.equal(isCompiled(made()), true);
    assert.equal(sourceLength(made()), source.length);
    assert.equal(isCompiled(Buffer.from(source.repeat(3))), false);
    assert.equal(isCompiled(Buffer.alloc(0)), false);
  });

  it('tells this V8 from others', () => {
    assert.equal(isForThisV8(made()), true);
    const other = made();
    other.writeUInt32LE(0xdeadbeef, 4);
    assert.equal(isForThisV8(other), false);
    assert.equal(versionOf(other), 'an unknown version (hash deadbeef)');
    // Every supported release line is in the table.
    const { node, v8 } = process.versions;
    assert.equal(versionOf(made()), `${v8.replace(/-.*/, '')} (Node.js ${Number.parseInt(node, 10)})`);
  });

  it('can be given the flags of this process, which V8 then takes', () => {
    setFlagsFromString('--no-lazy');
    const data = made();
    setFlagsFromString('--lazy');
    // Under a name of its own each time: what V8 knows already, it takes from its own cache.
    const use = (filename: string): boolean | undefined =>
      new Script(source, { cachedData: data, filename }).cachedDataRejected;
    assert.equal(use('as-made.js'), true);
    assert.equal(isForThisV8(data), true);
    adoptFlags(data);
    assert.equal(use('adopted.js'), false);
  });
});
