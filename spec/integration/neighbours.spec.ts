// Real packages that take, patch or hook what zipimport patches, together with it in either order: they say what they say of a directory.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { HAS_REGISTER_HOOKS } from '../../hooks/node-features.ts';
import { installLocked } from '../../scripts/npm-folder.mjs';
import { zipFolder } from '../../scripts/zip-folder.mjs';
import { NOTHING_URL, REGISTER_URL, ROOT, runNode } from '../support/run-node.ts';
import { removeFolder, writeTree } from '../support/temp-folder.ts';

const HERE = join(dirname(fileURLToPath(import.meta.url)), 'neighbours');
/** Packages and programs lie in one tree, so that these find those. */
const INSTALLED = join(ROOT, '.cache', 'neighbours');
const INDEX = join(ROOT, 'dist', 'index.js');

/** fs-extra copies directories with opendir, which is out of reach once it has been taken: see docs/differences.md. */
const NEEDS_OPENDIR = 'fs-extra-tree.cjs';
/** What has to be loaded before the program. */
const PRELOADS: Readonly<Record<string, string>> = { tsx: 'tsx', 'import-in-the-middle': './instrument.mjs' };
/** What import-in-the-middle needs beside itself. */
const TRACER = ['import-in-the-middle', 'cjs-module-lexer', 'es-module-lexer', 'module-details-from-path'];

describe('packages that meddle with what zipimport meddles with', () => {
  let folder: string;
  before(function () {
    this.timeout(600_000); // The first run fetches the packages.
    installLocked(HERE, INSTALLED);
    folder = mkdtempSync(join(realpathSync(INSTALLED), 'run-'));
    cpSync(HERE, folder, { recursive: true });
  });
  after(() => removeFolder(folder));

  /** What a run prints, with the place it lies at taken out. */
  function run(args: readonly string[], place: string): string {
    const { status, stdout, stderr } = runNode(['--no-warnings', ...args], { cwd: folder });
    assert.equal(status, 0, stderr);
    return (stdout + stderr).replaceAll(place, '<place>');
  }

  describe('reading members, the archive from outside', () => {
    before(async () => {
      writeTree(join(folder, 'disk/app.zip/tree'), {
        'a.txt': 'alpha beta',
        'lib/b.json': '{ "b": 1 }',
        'lib/deep/c.js': 'c',
        '.hidden': 'x',
        linked: { link: 'lib/deep' },
        'link.txt': { link: 'a.txt' },
      });
      await zipFolder(join(folder, 'disk/app.zip'), join(folder, 'zip/app.zip'));
    });

    for (const name of readdirSync(join(HERE, 'outside'))) {
      const program = `./outside/${name}`;
      const disk = (): string => join(folder, 'disk');
      const zip = (): string => join(folder, 'zip');
      const expected = (): string => run(['run.mjs', program, join(disk(), 'app.zip/tree')], disk());
      const tree = (): string => join(zip(), 'app.zip/tree');

      it(`${name}, loaded after the registration`, () => {
        assert.equal(run(['--import', REGISTER_URL, 'run.mjs', program, tree()], zip()), expected());
      });
      if (name === NEEDS_OPENDIR) continue;
      it(`${name}, loaded before it`, () => {
        const args = ['--import', program, '--import', REGISTER_URL, 'run.mjs', program, tree()];
        assert.equal(run(args, zip()), expected());
      });
      it(`${name}, and register() called when it is loaded`, () => {
        assert.equal(run(['run.mjs', program, tree(), INDEX], zip()), expected());
      });
    }
  });

  describe('used by a program in an archive', () => {
    for (const name of readdirSync(join(HERE, 'inside'))) {
      it(`${name}, before and after the registration`, async () => {
        const [disk, zip] = [join(folder, `${name}-disk`), join(folder, `${name}-zip`)];
        const tree = join(disk, 'app.zip');
        cpSync(join(HERE, 'inside', name), tree, { recursive: true });
        await zipFolder(tree, join(zip, 'app.zip'));
        const main = readdirSync(tree).find((file) => file.startsWith('main.')) ?? '';
        const preload = PRELOADS[name] ?? NOTHING_URL;
        const expected = run(['--import', preload, join(tree, main)], disk);
        const orders = [[REGISTER_URL, preload]];
        // Node 20 cannot ask a tracer that was there first to resolve: see docs/differences.md.
        if (name !== 'import-in-the-middle' || HAS_REGISTER_HOOKS) orders.push([preload, REGISTER_URL]);
        for (const order of orders) {
          const imports = order.flatMap((each) => ['--import', each]);
          assert.equal(run([...imports, join(zip, 'app.zip', main)], zip), expected, order.join(' before '));
        }
      });
    }
  });

  it('a tracer that is itself in the archive', async () => {
    const [disk, zip] = [join(folder, 'tracer-disk'), join(folder, 'tracer-zip')];
    const tree = join(disk, 'app.zip');
    cpSync(join(HERE, 'inside/import-in-the-middle'), tree, { recursive: true });
    cpSync(join(HERE, 'instrument.mjs'), join(tree, 'instrument.mjs'));
    for (const name of TRACER) {
      cpSync(join(INSTALLED, 'node_modules', name), join(tree, 'node_modules', name), { recursive: true });
    }
    await zipFolder(tree, join(zip, 'app.zip'));
    const traced = (place: string, preload: string): string => {
      const instrument = pathToFileURL(join(place, 'app.zip/instrument.mjs')).href;
      return run(['--import', preload, '--import', instrument, join(place, 'app.zip/main.mjs')], place);
    };
    assert.equal(traced(zip, REGISTER_URL), traced(disk, NOTHING_URL));
  });
});
