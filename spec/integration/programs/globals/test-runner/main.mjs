// The reporter prints durations; it is told to be quiet.
import assert from 'node:assert';
import { describe, it, mock } from 'node:test';

describe('in an archive', () => {
  it('passes', () => assert.equal(1, 1));
  it('mocks', () => {
    const fn = mock.fn(() => 2);
    assert.equal(fn(), 2);
    console.log('ran', fn.mock.callCount());
  });
});
process.on('exit', () => console.log('exit'));
