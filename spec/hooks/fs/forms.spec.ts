import assert from 'node:assert/strict';
import { BadArguments } from '../../../hooks/fs/arguments.ts';
import {
  CallbackValues,
  callbackFormOf,
  claimOf,
  type FsFunction,
  promiseFormOf,
  syncFormOf,
  turn,
} from '../../../hooks/fs/forms.ts';
import { fsError, rangeError } from '../../../hooks/fs/node-errors.ts';

const original: FsFunction = function (this: unknown, ...args) {
  return ['original', this, args];
};
const ours = (value: unknown): string | null => (value === 'ours' ? 'ours' : null);
const failing = (error: unknown) => ({
  find: ours,
  answer: () => {
    throw error;
  },
});
const operation = { find: ours, answer: (subject: string, rest: readonly unknown[]) => [subject, rest] };

describe('syncFormOf', () => {
  it('passes this and arguments on for what is not ours', () => {
    const self = {};
    const form = syncFormOf(original, claimOf(operation));
    assert.deepEqual(form.call(self, 'theirs', 1, 2, 3), ['original', self, ['theirs', 1, 2, 3]]);
  });

  it('answers what is ours with the arguments that were given', () => {
    const form = syncFormOf(original, claimOf(operation));
    assert.deepEqual(form.call(undefined, 'ours', 1), ['ours', [1]]);
    assert.deepEqual(form.call(undefined, 'ours'), ['ours', []]);
  });

  it('leaves bad arguments to the original', () => {
    const form = syncFormOf(original, claimOf(failing(new BadArguments())));
    assert.deepEqual(form.call(1, 'ours', 2), ['original', 1, ['ours', 2]]);
  });

  it('throws with the caller of the function that was called on top of the stack', () => {
    const gate = (): unknown => form.call(undefined, 'ours');
    const form = syncFormOf(original, claimOf(failing(fsError('ENOENT', 'open', 'x'))), gate);
    const caller = (): unknown => gate();
    assert.throws(caller, (error: Error) => /^.*\n\s+at caller /.test(error.stack ?? ''));
  });

  it('asks the claim about all arguments', () => {
    const form = syncFormOf(original, ([a, b]) => (a === b ? () => 'claimed' : null));
    assert.equal(form.call(undefined, 1, 1), 'claimed');
    assert.deepEqual(form.call(undefined, 1, 2), ['original', undefined, [1, 2]]);
  });
});

describe('callbackFormOf', () => {
  const called = (form: FsFunction, ...args: readonly unknown[]): Promise<unknown[]> =>
    new Promise((resolve) => form.call(undefined, ...args, (...results: unknown[]) => resolve(results)));

  it('calls back later, with null first', async () => {
    let isBack = false;
    callbackFormOf(original, claimOf(operation)).call(undefined, 'ours', () => {
      isBack = true;
    });
    assert.equal(isBack, false);
    assert.deepEqual(await called(callbackFormOf(original, claimOf(operation)), 'ours', 1), [null, ['ours', [1]]]);
  });

  it('gives several values, or none', async () => {
    const values = { find: ours, answer: () => new CallbackValues([1, 2]) };
    assert.deepEqual(await called(callbackFormOf(original, claimOf(values)), 'ours'), [null, 1, 2]);
    const none = { find: ours, answer: () => undefined };
    assert.deepEqual(await called(callbackFormOf(original, claimOf(none)), 'ours'), [null]);
  });

  it('hands failures to the callback, without frames', async () => {
    const [error] = await called(callbackFormOf(original, claimOf(failing(fsError('ENOENT', 'open')))), 'ours');
    assert.equal((error as Error).stack, 'Error: ENOENT: no such file or directory, open');
  });

  it('throws argument errors at the call', () => {
    const form = callbackFormOf(original, claimOf(failing(rangeError('x'))));
    assert.throws(() => form.call(undefined, 'ours', () => assert.fail('called')), { code: 'ERR_OUT_OF_RANGE' });
  });

  it('leaves calls without a callback, and bad arguments, to the original', () => {
    assert.deepEqual(callbackFormOf(original, claimOf(operation)).call(1, 'ours'), ['original', 1, ['ours']]);
    const callback = (): void => {};
    const form = callbackFormOf(original, claimOf(failing(new BadArguments())));
    assert.deepEqual(form.call(1, 'ours', callback), ['original', 1, ['ours', callback]]);
  });

  it('lets the original tell of a signal that was aborted in between', async () => {
    const controller = new AbortController();
    const aborting: FsFunction = (...args) => (args.at(-1) as (text: string) => void)('aborted');
    const results = called(callbackFormOf(aborting, claimOf(operation)), 'ours', { signal: controller.signal });
    controller.abort();
    assert.deepEqual(await results, ['aborted']);
  });
});

describe('promiseFormOf', () => {
  it('resolves with what is ours, and passes the rest on', async () => {
    const form = promiseFormOf(original, claimOf(operation));
    assert.deepEqual(await form.call(undefined, 'ours', 1), ['ours', [1]]);
    assert.deepEqual(form.call(1, 'theirs'), ['original', 1, ['theirs']]);
  });

  it('rejects, and leaves bad arguments to the original', async () => {
    const failed = promiseFormOf(original, claimOf(failing(fsError('ENOENT', 'open')))).call(undefined, 'ours');
    await assert.rejects(failed as Promise<unknown>, { code: 'ENOENT' });
    const bad = promiseFormOf(original, claimOf(failing(new BadArguments()))).call(undefined, 'ours');
    assert.deepEqual(await bad, ['original', undefined, ['ours']]);
  });

  it('rejects with the caller of the function that was called on top of the stack', async () => {
    const form = promiseFormOf(original, claimOf(failing(fsError('ENOENT', 'open'))), gate);
    function gate(this: unknown, ...args: readonly unknown[]): unknown {
      return form.call(this, ...args);
    }
    const caller = (): Promise<unknown> => gate('ours') as Promise<unknown>;
    await assert.rejects(caller(), (error: Error) => /^.*\n {4}at caller /.test(error.stack ?? ''));
  });
});

describe('turn', () => {
  it('lets other work of the event loop go first', async () => {
    const order: string[] = [];
    setImmediate(() => order.push('other'));
    await turn();
    assert.deepEqual(order, ['other']);
  });
});
