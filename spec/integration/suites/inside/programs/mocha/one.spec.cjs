const assert = require('node:assert/strict');
const { basename } = require('node:path');

describe('one', function () {
  this.timeout(5000);
  let count = 0;
  beforeEach(() => count++);
  it('passes', () => assert.equal(count, 1));
  it('waits', (done) => setImmediate(done));
  it('knows its file', function () {
    assert.equal(basename(this.test.file), basename(__filename));
  });
  it('is pending');
});
