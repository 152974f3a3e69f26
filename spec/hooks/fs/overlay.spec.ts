// The overlay against the disk: the same programs over a directory and over an archive of it, on every Node version.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFsHarness, type FsHarness } from '../../support/fs-harness.ts';
import { nodeBinaries } from '../../support/nodes.ts';

const RUNNER = fileURLToPath(new URL('../../support/fs-runner.cjs', import.meta.url));
const REFUSALS = fileURLToPath(new URL('../../support/fs-refusals.cjs', import.meta.url));
const MOST_OUTPUT_BYTES = 1 << 28;

/** Calls that a read-only directory does not answer with EROFS. */
const OTHER_CODES: Readonly<Record<string, string>> = {
  'link out': 'EXDEV',
  'write into the root': 'EEXIST',
  chdir: 'ENOTDIR',
};

describe('installFsOverlay', () => {
  let harness: FsHarness;
  before(() => {
    harness = createFsHarness();
  });
  after(() => harness.remove());

  function runOn<Result>(node: string, program: string, ...args: readonly string[]): Result {
    const scratch = fs.mkdtempSync(path.join(harness.directory, 'scratch-'));
    const [root = '', ...overlay] = args;
    const output = execFileSync(node, ['--no-warnings', program, root, scratch, ...overlay], {
      encoding: 'utf8',
      cwd: harness.directory,
      maxBuffer: MOST_OUTPUT_BYTES,
    });
    return JSON.parse(output) as Result;
  }

  /** Runs a program that has `mount()`, `fs`, `ROOT` and `say(value)`. */
  function say<Result>(node: string, source: string): Result {
    const prelude = `
      const fs = require('node:fs');
      const ROOT = ${JSON.stringify(harness.archive)};
      const overlay = require(${JSON.stringify(harness.overlay)});
      const mount = () => overlay.mountTree(ROOT, ${JSON.stringify(harness.tree)});
      const say = (value) => process.stdout.write(JSON.stringify(value));
      const code = (action) => { try { return action(); } catch (error) { return error.code; } };
    `;
    return JSON.parse(harness.run(node, prelude + source)) as Result;
  }

  for (const { major, path: node } of nodeBinaries()) {
    describe(`on Node ${major}`, () => {
      it('answers every program as the directory does', () => {
        const expected = runOn<Record<string, string>>(node, RUNNER, harness.tree);
        const actual = runOn<Record<string, string>>(node, RUNNER, harness.archive, harness.overlay, harness.tree);
        assert.ok(Object.keys(expected).length > 60);
        assert.deepEqual(Object.keys(actual), Object.keys(expected));
        for (const [name, said] of Object.entries(expected)) {
          assert.doesNotMatch(said, /^FAILED/, name);
          assert.equal(actual[name], said, name);
        }
      });

      it('refuses every change in every form, as a read-only file system does', () => {
        type Refused = readonly [code: string, syscall: string, errno: string, message: string];
        const refused = runOn<Record<string, Refused>>(node, REFUSALS, harness.archive, harness.overlay, harness.tree);
        assert.ok(Object.keys(refused).length > 90);
        for (const [name, [code, syscall, errno, message]] of Object.entries(refused)) {
          const expected = OTHER_CODES[name.replace(/ \w+$/, '')] ?? 'EROFS';
          assert.equal(code, expected, name);
          assert.equal(errno, 'number', name);
          assert.ok(message.startsWith(`${expected}: `) && message.includes(`, ${syscall} '`), message);
        }
      });

      it('knows every function of fs and fs.promises', () => {
        const unknown = say<string[]>(
          node,
          `
          const before = { fs: { ...fs }, promises: { ...fs.promises } };
          mount();
          const missing = (owner, old, known) => Object.keys(old).filter((name) =>
            typeof old[name] === 'function' && old[name] === owner[name] && !(name in known));
          say([...missing(fs, before.fs, overlay.UNTOUCHED), ...missing(fs.promises, before.promises, overlay.UNTOUCHED)]);
          `,
        );
        assert.deepEqual(unknown, []);
      });

      it('is seen by named imports, and gone from them after the undo', () => {
        const seen = say<unknown>(
          node,
          `
          const undo = mount();
          const kept = fs.statSync;
          import('node:fs').then(async ({ existsSync, promises }) => {
            const { stat } = await import('node:fs/promises');
            const during = [existsSync(ROOT + '/a.txt'), (await stat(ROOT + '/a.txt')).size, promises.stat === stat];
            undo();
            const named = await import('node:fs');
            const after = [named.existsSync(ROOT + '/a.txt'), await stat(ROOT + '/a.txt').catch((error) => error.code),
              code(() => kept(ROOT + '/a.txt')), fs.statSync(ROOT).isFile()];
            say([during, after]);
          });
          `,
        );
        assert.deepEqual(seen, [
          [true, 21, true],
          [false, 'ENOTDIR', 'ENOTDIR', true],
        ]);
      });

      it('undoes only what is still its own', () => {
        const seen = say<unknown>(
          node,
          `
          const { statSync } = fs;
          const undo = mount();
          const others = fs.readFileSync = () => 'patched by somebody';
          undo();
          say([fs.statSync === statSync, fs.readFileSync === others]);
          `,
        );
        assert.deepEqual(seen, [true, true]);
      });

      it('shows the archive itself as a directory to questions and as its file to readers and changes', () => {
        const seen = say<unknown>(
          node,
          `
          mount();
          const at = (file) => [fs.statSync(file).isDirectory(), fs.readdirSync(file).length > 5, fs.existsSync(file)];
          const bytes = fs.readFileSync(ROOT, 'utf8');
          fs.copyFileSync(ROOT, ROOT + '.copy');
          fs.cpSync(ROOT, ROOT + '.cp');
          const copies = [fs.readFileSync(ROOT + '.copy', 'utf8') === bytes, fs.readFileSync(ROOT + '.cp', 'utf8') === bytes];
          fs.rmSync(ROOT + '.copy');
          fs.rmSync(ROOT + '.cp');
          say([at(ROOT), at(ROOT + '/'), bytes, code(() => fs.readFileSync(ROOT + '/')), copies]);
          `,
        );
        const directory = [true, true, true];
        assert.deepEqual(seen, [directory, directory, 'the bytes of the archive', 'EISDIR', [true, true]]);
      });

      it('lets a folder with an archive in use be copied and removed', () => {
        const seen = say<unknown>(
          node,
          `
          const folder = ROOT.replace('app.zip', 'project');
          const bytes = 'the bytes of the archive';
          const make = (name) => { fs.mkdirSync(name, { recursive: true }); fs.writeFileSync(name + '/app.zip', bytes); return name; };
          const tree = ${JSON.stringify(harness.tree)};
          const mounted = (name) => { make(name); return overlay.mountTree(name + '/app.zip', tree); };
          (async () => {
            const results = [];
            let undo = mounted(folder);
            fs.cpSync(folder, folder + '-sync', { recursive: true });
            await fs.promises.cp(folder, folder + '-promise', { recursive: true });
            for (const copy of ['-sync', '-promise']) {
              results.push(fs.readFileSync(folder + copy + '/app.zip', 'utf8') === bytes);
              fs.rmSync(folder + copy, { recursive: true });
            }
            fs.rmSync(folder, { recursive: true });
            results.push(fs.existsSync(folder));
            undo();
            undo = mounted(folder);
            await fs.promises.rm(folder, { recursive: true });
            results.push(fs.existsSync(folder));
            undo();
            undo = mounted(folder);
            await new Promise((resolve, reject) => fs.rm(folder, { recursive: true, force: true }, (error) => error ? reject(error) : resolve()));
            results.push(fs.existsSync(folder));
            say(results);
          })();
          `,
        );
        assert.deepEqual(seen, [true, true, false, false, false]);
      });

      it('opens and closes 10 000 descriptors without keeping one', () => {
        const seen = say<unknown>(
          node,
          `
          mount();
          const open = () => (process.platform === 'linux' ? fs.readdirSync('/proc/self/fd').length : 0);
          (async () => {
            const before = open();
            const numbers = new Set();
            for (let count = 0; count < 10000; count += 1) {
              const fd = fs.openSync(ROOT + '/a.txt');
              numbers.add(fd);
              fs.closeSync(fd);
            }
            const last = [...numbers].at(-1);
            for (let count = 0; count < 200; count += 1) await (await fs.promises.open(ROOT + '/a.txt')).close();
            say([open() - before, numbers.size, code(() => fs.fstatSync(last)), code(() => fs.closeSync(last))]);
          })();
          `,
        );
        assert.deepEqual(seen, [0, 10_000, 'EBADF', 'EBADF']);
      });

      it('keeps no process alive for a watcher, and fires none', () => {
        const seen = say<unknown>(
          node,
          `
          mount();
          let fired = 0;
          fs.watch(ROOT + '/a.txt', () => { fired += 1; });
          fs.watchFile(ROOT + '/dir/b.txt', () => { fired += 1; });
          process.on('exit', () => say(fired));
          `,
        );
        assert.equal(seen, 0);
      });

      it('says of an archive that is broken what is wrong with it, where an answer must be given', () => {
        const seen = say<unknown>(
          node,
          `
          const broken = Object.assign(new Error('broken'), { code: 'ERR_ZIPIMPORT_EOCD_MISSING' });
          overlay.install({ locate: (path) => { if (path.includes('.zip/')) throw broken; return null; }, mayHold: () => true, screen: { needle: '' }, mounted: [] });
          fs.stat('/x/b.zip/a', async (error) => say([
            error.code, code(() => fs.statSync('/x/b.zip/a')), fs.existsSync('/x/b.zip/a'),
            await fs.promises.readFile('/x/b.zip/a').catch((error) => error.code), code(() => fs.writeFileSync('/x/b.zip/a', '')),
          ]));
          `,
        );
        const code = 'ERR_ZIPIMPORT_EOCD_MISSING';
        assert.deepEqual(seen, [code, code, false, code, code]);
      });
    });
  }
});
