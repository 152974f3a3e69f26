import assert from 'node:assert/strict';
import { resolutionTables } from '../../../cli/pack/resolution-tables.ts';
import { encodeResolutions, type RecordedResolutions } from '../../../lib/resolve/resolution-table-writer.ts';

const recording = (specifier: string, crc: number): RecordedResolutions => ({
  environment: 'require,.js',
  resolutions: [['main.js', specifier, 'b.js', 1]],
  packages: [['package.json', crc]],
  endings: ['.js'],
});

describe('resolutionTables', () => {
  const written = [
    { name: 'main.js', crc32: 1 },
    { name: 'package.json', crc32: 7 },
  ];

  it('puts the recordings of a version together', () => {
    const recordings = [recording('./b', 7), recording('./b.js', 7)];
    assert.deepEqual(resolutionTables(new Map([['table', recordings]]), written), [
      { name: 'table', content: encodeResolutions(recordings), method: 'store' },
    ]);
  });

  it('takes none that was made of other package.json files', () => {
    const [current, stale, missing] = [recording('./b', 7), recording('./b.js', 8), recording('./b/', 7)];
    const of = (...recordings: RecordedResolutions[]): unknown =>
      resolutionTables(new Map([['table', recordings]]), written).map(({ content }) => content);
    assert.deepEqual(of(current, stale), [encodeResolutions([current])]);
    assert.deepEqual(of(stale), []);
    const gone = { ...missing, packages: [['lib/package.json', 7]] as const };
    assert.deepEqual(of(gone), []);
    // Of the archive that was run there is nothing to be looked at.
    const [table] = resolutionTables(new Map([['table', [stale]]]));
    assert.deepEqual(table?.content, encodeResolutions([stale]));
  });
});
