import assert from 'node:assert/strict';
import { parseDuration } from '../../../lib/policy/duration.ts';

describe('parseDuration', () => {
  it('counts milliseconds', () => {
    assert.deepEqual(
      ['0s', '90s', '5m', '12h', '30d', '2w'].map(parseDuration),
      [0, 90_000, 300_000, 43_200_000, 2_592_000_000, 1_209_600_000],
    );
  });

  it('takes nothing else', () => {
    for (const text of ['', '30', 'd', '-1d', '1.5h', '30 d', '30D', '30days', '1y']) {
      assert.equal(parseDuration(text), null, text);
    }
  });
});
