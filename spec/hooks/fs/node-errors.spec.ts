import assert from 'node:assert/strict';
import fs from 'node:fs';
import { inspect } from 'node:util';
import { codedError, fsError, isArgumentError, rangeError } from '../../../hooks/fs/node-errors.ts';

describe('fsError', () => {
  it('is what Node throws, field by field', () => {
    let expected: unknown;
    try {
      fs.readdirSync('/no/such/directory');
    } catch (error) {
      expected = error;
    }
    const actual = fsError('ENOENT', 'scandir', '/no/such/directory');
    assert.equal(actual.message, (expected as Error).message);
    assert.deepEqual({ ...actual }, { ...(expected as object) });
    assert.deepEqual(Object.keys(actual), Object.keys(expected as object));
  });

  it('names both paths, or none', () => {
    assert.equal(fsError('EROFS', 'rename', 'a', 'b').message, "EROFS: read-only file system, rename 'a' -> 'b'");
    const bare = fsError('EBADF', 'read');
    assert.equal(bare.message, 'EBADF: bad file descriptor, read');
    assert.deepEqual(Object.keys(bare), ['errno', 'code', 'syscall']);
  });

  it('does not fail for a code that the system does not have', () => {
    assert.equal(fsError('ENONSENSE', 'read').message, 'ENONSENSE: unknown error, read');
  });
});

describe('isArgumentError', () => {
  it('knows what Node throws at the call', () => {
    assert.equal(isArgumentError(rangeError('x')), true);
    assert.equal(isArgumentError(Object.assign(new TypeError('x'), { code: 'ERR_INVALID_ARG_TYPE' })), true);
    assert.equal(isArgumentError(new TypeError('a slip of ours')), false);
    assert.equal(isArgumentError(fsError('ENOENT', 'open')), false);
    assert.equal(isArgumentError('text'), false);
  });
});

describe('codedError', () => {
  it('prints as Node’s own do', () => {
    const error = codedError('ERR_DIR_CLOSED', 'Directory handle was closed');
    assert.equal((error as NodeJS.ErrnoException).code, 'ERR_DIR_CLOSED');
    assert.match(inspect(error), /^Error \[ERR_DIR_CLOSED\]: Directory handle was closed\n/);
  });
});

describe('rangeError', () => {
  it('is a RangeError', () => {
    const error = rangeError('too much');
    assert.ok(error instanceof RangeError);
    assert.equal((error as NodeJS.ErrnoException).code, 'ERR_OUT_OF_RANGE');
  });
});
