import assert from 'node:assert/strict';
import { atCaller, movable } from '../../lib/stack-start.ts';

/** As a loader: it is asked, and finds out further down. */
function ask(find: () => Error, expected?: Error | null): never {
  try {
    throw deeper(12, find);
  } catch (error) {
    throw atCaller(error, ask, expected);
  }
}

function deeper(levels: number, find: () => Error): Error {
  return levels === 0 ? find() : deeper(levels - 1, find);
}

function stackOf(
  find: () => Error,
  expected?: Error | null,
): { readonly error: Error; readonly lines: readonly string[] } {
  try {
    ask(find, expected);
  } catch (error) {
    return { error: error as Error, lines: (error as Error).stack!.split('\n') };
  }
  throw new Error('it was to throw');
}

describe('atCaller', () => {
  it('has the stack of a marked error begin where was asked', () => {
    const { error, lines } = stackOf(() => movable(new TypeError('gone'), 'TypeError [ERR_GONE]'));
    assert.equal(lines[0], 'TypeError [ERR_GONE]: gone');
    assert.match(lines[1]!, /^ {4}at stackOf /);
    assert.deepEqual([error.name, Object.hasOwn(error, 'name')], ['TypeError', false]);
  });

  it('leaves what others threw as it is', () => {
    const { lines } = stackOf(() => new Error('theirs'));
    assert.match(lines[1]!, /^ {4}at find|^ {4}at .*stack-start\.spec/);
    assert.match(lines[2]!, /^ {4}at deeper /);
    assert.equal(atCaller('no error', ask), 'no error');
  });

  it('moves only what says the same as an error that is expected', () => {
    const gone = (): Error => movable(new Error('gone'), 'Error');
    for (const [expected, isMoved] of [
      [new Error('gone'), true],
      [new Error('another'), false],
      [null, false],
    ] as const) {
      const { lines } = stackOf(gone, expected);
      assert.equal(/at stackOf /.test(lines[1]!), isMoved, String(expected));
    }
  });

  it("asks the program's Error.prepareStackTrace", () => {
    const { prepareStackTrace } = Error;
    Error.prepareStackTrace = (error, sites) => `${error} | ${sites[0]?.getFunctionName()}`;
    try {
      const { lines } = stackOf(() => movable(new Error('gone'), 'Error [ERR_GONE]'));
      assert.deepEqual(lines, ['Error [ERR_GONE]: gone | stackOf']);
    } finally {
      Error.prepareStackTrace = prepareStackTrace;
    }
  });
});
