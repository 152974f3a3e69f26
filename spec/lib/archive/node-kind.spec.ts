import assert from 'node:assert/strict';
import { NODE_DIRECTORY, NODE_FILE, NODE_LINK, NODE_SPECIAL, statedKind } from '../../../lib/archive/node-kind.ts';
import { buildZip } from '../../support/zip-builder.ts';

function kind(mode: number, madeBy?: number): number {
  const bytes = buildZip([{ name: 'a', mode, ...(madeBy === undefined ? {} : { madeBy }) }]);
  return statedKind(bytes, bytes.readUInt32LE(bytes.length - 6));
}

describe('statedKind', () => {
  it('follows the Unix mode', () => {
    assert.equal(kind(0o100644), NODE_FILE);
    assert.equal(kind(0o040755), NODE_DIRECTORY);
    assert.equal(kind(0o120777), NODE_LINK);
    for (const special of [0o020644, 0o060644, 0o140644]) assert.equal(kind(special), NODE_SPECIAL);
  });

  it('takes a mode without type, and the pipe that zip writes for standard input, as a file', () => {
    assert.equal(kind(0), NODE_FILE);
    assert.equal(kind(0o644), NODE_FILE);
    assert.equal(kind(0o010600), NODE_FILE);
  });

  it('follows Darwin hosts, and no others', () => {
    assert.equal(kind(0o120777, 0x1300), NODE_LINK);
    assert.equal(kind(0o120777, 0x0014), NODE_FILE);
  });
});
