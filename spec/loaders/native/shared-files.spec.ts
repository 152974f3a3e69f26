import assert from 'node:assert/strict';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { SharedFiles } from '../../../loaders/native/shared-files.ts';
import { ROOT } from '../../support/run-node.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

let serial = 0;
/** Content that no other test has. */
function content(text: string): { identity: string; size: number; reads: number; content(): Buffer } {
  serial += 1;
  return {
    identity: `${process.pid} ${serial} ${text}`,
    size: text.length,
    reads: 0,
    content() {
      this.reads += 1;
      return Buffer.from(text);
    },
  };
}

if (process.platform === 'linux') {
  describe('SharedFiles', () => {
    let folder: string;
    before(() => {
      folder = makeTempFolder();
    });
    after(() => removeFolder(folder));

    it('makes a file once, for all who ask', () => {
      const file = content('one');
      assert.equal(new SharedFiles([folder]).find(file), null);
      const fd = new SharedFiles([folder]).open(file);
      const others = new SharedFiles([folder]);
      assert.deepEqual([others.open(file), others.find(file), file.reads], [fd, fd, 1]);
      assert.equal(readFileSync(`/proc/self/fd/${fd}`, 'utf8'), 'one');
      assert.deepEqual(readdirSync(folder), []);
    });

    it('tells content apart by identity and by size', () => {
      const files = new SharedFiles([folder]);
      const one = content('same');
      const two = content('same');
      assert.notEqual(files.open(one), files.open(two));
      assert.equal(files.find({ identity: one.identity, size: 5 }), null);
    });

    it('takes no descriptor that somebody has of the file for a moment, as the system has while it loads a library', () => {
      const free = openSync('/dev/null', 'r');
      const files = new SharedFiles([folder]);
      const file = content('shared');
      const fd = files.open(file);
      closeSync(free);
      const passing = openSync(`/proc/self/fd/${fd}`, 'r');
      assert.ok(passing < fd, `${passing} is found before ${fd}`);
      assert.equal(files.find(file), fd);
      closeSync(passing);
    });

    it('is open for reading only, so that a program in it can be run', () => {
      const fd = new SharedFiles([folder]).open(content('x'));
      const [, flags] = /flags:\s*(\d+)/.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8')) ?? [];
      assert.equal(Number.parseInt(flags ?? '', 8) & 3, 0);
    });

    it('leaves no descriptor when the content cannot be read', () => {
      const before = readdirSync('/proc/self/fd').length;
      const broken = { ...content('x'), content: () => assert.fail('broken') };
      assert.throws(() => new SharedFiles([folder]).open(broken), /broken/);
      assert.equal(readdirSync('/proc/self/fd').length, before);
    });

    it('makes one file for threads that ask at once, and keeps it when they end', async () => {
      const source = `
        import { parentPort, workerData } from 'node:worker_threads';
        const { tsImport } = await import(workerData.tsx);
        const { SharedFiles } = await tsImport(workerData.module, workerData.module);
        let reads = 0;
        const gate = new Int32Array(workerData.gate);
        Atomics.add(gate, 0, 1);
        while (Atomics.load(gate, 0) < workerData.count);
        const fd = new SharedFiles([workerData.folder]).open({ ...workerData.file, content() { reads += 1; return Buffer.alloc(workerData.file.size, 'z'); } });
        parentPort.postMessage({ fd, reads });`;
      const count = 4;
      const workerData = {
        count,
        folder,
        gate: new SharedArrayBuffer(4),
        file: { identity: content('threads').identity, size: 3_000_000 },
        module: pathToFileURL(join(ROOT, 'loaders/native/shared-files.ts')).href,
        tsx: pathToFileURL(join(ROOT, 'node_modules/tsx/dist/esm/api/index.mjs')).href,
      };
      const start = (): Promise<{ fd: number; reads: number }> =>
        new Promise((resolve, reject) => {
          let result: { fd: number; reads: number };
          const url = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
          new Worker(url, { workerData, execArgv: [] })
            .on('message', (message) => {
              result = message;
            })
            .on('error', reject)
            .on('exit', () => resolve(result));
        });
      const results = await Promise.all(Array.from({ length: count }, start));
      assert.equal(new Set(results.map(({ fd }) => fd)).size, 1);
      assert.equal(
        results.reduce((sum, { reads }) => sum + reads, 0),
        1,
      );
      assert.equal(new SharedFiles([folder]).find(workerData.file), results[0]?.fd);
    });
  });
}
