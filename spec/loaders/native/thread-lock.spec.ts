import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { withThreadLock } from '../../../loaders/native/thread-lock.ts';
import { ROOT } from '../../support/run-node.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

const KEY = 1_987_654_321;

if (process.platform === 'linux') {
  describe('withThreadLock', () => {
    let folder: string;
    before(() => {
      folder = makeTempFolder();
    });
    after(() => removeFolder(folder));

    it('hands on what the action returns and throws, and leaves no descriptor', () => {
      const before = readdirSync('/proc/self/fd').length;
      assert.equal(
        withThreadLock(KEY, [folder], () => 42),
        42,
      );
      assert.throws(() => withThreadLock(KEY, [folder], () => assert.fail('broken')), /broken/);
      assert.throws(() => withThreadLock(KEY, [join(folder, 'missing')], () => 42), /ENOENT/);
      assert.equal(readdirSync('/proc/self/fd').length, before);
    });

    it('takes turns between keys as it likes', () => {
      assert.equal(
        withThreadLock(KEY, [folder], () => withThreadLock(KEY + 1, [folder], () => 42)),
        42,
      );
    });

    it('lets one thread in at a time, and the next one after a thread that was ended inside', async () => {
      const source = `
        import { parentPort, workerData } from 'node:worker_threads';
        const { tsImport } = await import(workerData.tsx);
        const { withThreadLock } = await tsImport(workerData.module, workerData.module);
        const [state, counter] = workerData.memory.map((memory) => new Int32Array(memory));
        const isHolder = workerData.isHolder;
        if (!isHolder) Atomics.wait(state, 0, 0);
        for (let turn = 0; turn < (isHolder ? 1 : 20); turn += 1) {
          withThreadLock(workerData.key, [workerData.folder], () => {
            if (isHolder) {
              Atomics.store(state, 0, 1);
              Atomics.notify(state, 0);
              parentPort.postMessage('inside');
              Atomics.wait(state, 1, 0);
            }
            // Lost where two threads do it at once.
            const seen = counter[0];
            Atomics.wait(state, 1, 0, 1);
            counter[0] = seen + 1;
          });
        }`;
      const memory = [new SharedArrayBuffer(8), new SharedArrayBuffer(4)];
      const start = (isHolder: boolean): Worker =>
        new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), {
          execArgv: [],
          workerData: {
            isHolder,
            memory,
            folder,
            key: KEY + 2,
            module: pathToFileURL(join(ROOT, 'loaders/native/thread-lock.ts')).href,
            tsx: pathToFileURL(join(ROOT, 'node_modules/tsx/dist/esm/api/index.mjs')).href,
          },
        });
      const ended = (worker: Worker): Promise<unknown> =>
        new Promise((resolve, reject) => worker.on('error', reject).on('exit', resolve));
      const holder = start(true);
      const others = [start(false), start(false), start(false)].map(ended);
      await new Promise((resolve) => holder.on('message', resolve));
      await holder.terminate();
      await Promise.all(others);
      assert.equal(new Int32Array(memory[1]!)[0], 60);
    });
  });
}
