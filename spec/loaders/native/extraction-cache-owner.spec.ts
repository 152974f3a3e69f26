import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { isOwnerAlive, ownToken } from '../../../loaders/native/extraction-cache-owner.ts';

const DAY = 86_400_000;

describe('isOwnerAlive', () => {
  const [machine = '', pid = '', start = ''] = ownToken().split('-');

  it('knows this process, wherever its token is in the name', () => {
    assert.equal(pid, String(process.pid));
    for (const name of [ownToken(), `.tmp-${ownToken()}-abc`, `key.${ownToken()}`]) {
      assert.equal(isOwnerAlive(name, 1000 * DAY), true, name);
    }
  });

  it('knows a process that is gone', () => {
    const { pid: gone } = spawnSync(process.execPath, ['-e', '']);
    assert.equal(isOwnerAlive(`${machine}-${gone}-${start}`, 0), false);
  });

  if (process.platform === 'linux') {
    it('tells a later process with the same number from the one that it was', () => {
      assert.equal(isOwnerAlive(`${machine}-${pid}-${Number(start) - 1}`, 0), false);
    });
  }

  it('takes what another machine wrote for alive, for seven days', () => {
    const foreign = `${machine === '00000000' ? '11111111' : '00000000'}-1-1`;
    assert.equal(isOwnerAlive(foreign, 6 * DAY), true);
    assert.equal(isOwnerAlive(foreign, 8 * DAY), false);
  });

  it('takes a name without a token for nobody’s', () => {
    for (const name of ['', '.tmp-x', 'zzzzzzzz-1-1']) assert.equal(isOwnerAlive(name, 0), false, name);
  });
});
