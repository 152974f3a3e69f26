import assert from 'node:assert/strict';
import type { OverlayContext } from '../../../hooks/fs/overlay-context.ts';
import { primer } from '../../../hooks/fs/primer.ts';

describe('primer', () => {
  it('primes once, with the originals in place, whatever comes of it', () => {
    const seen: unknown[] = [];
    let isSuspended = false;
    const suspended: OverlayContext['suspended'] = (action) => {
      isSuspended = true;
      try {
        return action();
      } finally {
        isSuspended = false;
      }
    };
    const prime = primer({ suspended } as OverlayContext, () => {
      seen.push(isSuspended);
      throw new Error('nothing there');
    });
    prime();
    prime();
    assert.deepEqual(seen, [true]);
  });
});
