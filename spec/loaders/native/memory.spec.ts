import assert from 'node:assert/strict';
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { memoryStrategy, openFromLinks } from '../../../loaders/native/memory.ts';
import type { NativeFile } from '../../../loaders/native/native-file.ts';
import type { NativeRequest } from '../../../loaders/native/native-strategy.ts';
import { hostPlatform } from '../../../loaders/native/platform.ts';
import { SharedFiles } from '../../../loaders/native/shared-files.ts';
import type { Sibling } from '../../../loaders/native/siblings.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

let serial = 0;
function file(path: string): NativeFile {
  serial += 1;
  const content = Buffer.from(`content of ${path}`);
  const identity = `memory.spec ${process.pid} ${serial}`;
  return { path, archive: '/m.zip', member: path.slice(7), size: content.length, identity, content: () => content };
}
const sibling = (path: string, isNamedSo: boolean): Sibling => ({ ...file(path), needed: 'lib.so', isNamedSo });

if (process.platform === 'linux') {
  describe('memoryStrategy', () => {
    let folder: string;
    beforeEach(() => {
      folder = makeTempFolder();
    });
    afterEach(() => removeFolder(folder));

    /** What a load did, in order: what was preloaded or opened, and from where. */
    function load(request: Pick<NativeRequest, 'file' | 'libraries'>): string[] {
      const steps: string[] = [];
      const strategy = memoryStrategy([folder]);
      assert.equal(strategy.available?.(), true);
      strategy.load({
        ...request,
        open: (path) => steps.push(`open ${readFileSync(path, 'utf8')}`, ...readdirSync(folder)),
        openDescriptor: (fd) => steps.push(`descriptor ${readFileSync(`/proc/self/fd/${fd}`, 'utf8')}`),
        preload: ({ path }, from) => steps.push(`preload ${path} ${readFileSync(from, 'utf8')}`),
      });
      assert.deepEqual(readdirSync(folder), []);
      return steps;
    }

    it('opens a lone addon', () => {
      assert.deepEqual(load({ file: file('/m.zip/a.node'), libraries: [] }), ['descriptor content of /m.zip/a.node']);
    });

    it('loads libraries first where the system knows them again by name, and goes through links where not', () => {
      const request = { file: file('/m.zip/a.node'), libraries: [sibling('/m.zip/lib/b.so', true)] };
      if (hostPlatform().libc === 'glibc') {
        assert.deepEqual(load(request), [
          'preload /m.zip/lib/b.so content of /m.zip/lib/b.so',
          'descriptor content of /m.zip/a.node',
        ]);
      }
      const steps = load({ ...request, libraries: [sibling('/m.zip/lib/c.so', false)] });
      assert.equal(steps[0], 'open content of /m.zip/a.node');
      assert.match(steps[1] ?? '', /^\.zipimport-/);
    });

    it('gives a program a path of this process, and none that outlives it', () => {
      const strategy = memoryStrategy([folder]);
      const program = file('/m.zip/tool');
      const use = { isDetached: false, isOtherUser: false, isOpenedLater: true };
      const path = strategy.place?.(program, use) ?? '';
      assert.match(path, new RegExp(`^/proc/${process.pid}/fd/\\d+$`));
      assert.equal(readFileSync(path, 'utf8'), 'content of /m.zip/tool');
      assert.throws(() => strategy.place?.(program, { ...use, isDetached: true }), /outlive/);
    });

    it('gives another user a path that is good for who opens it at once, and no other', () => {
      const strategy = memoryStrategy([folder]);
      const use = { isDetached: false, isOtherUser: true, isOpenedLater: false };
      assert.match(strategy.place?.(file('/m.zip/tool'), use) ?? '', /^\/proc\/self\/fd\/\d+$/);
      assert.throws(() => strategy.place?.(file('/m.zip/x'), { ...use, isOpenedLater: true }), /another user/);
    });
  });

  describe('openFromLinks', () => {
    it('lays links out as the members lie, in the first directory that can be written, and removes them after a failure, too', () => {
      const folder = makeTempFolder();
      try {
        const request = {
          file: file('/m.zip/p/lib/a.node'),
          libraries: [sibling('/m.zip/q/b.so', false)],
          open(path: string) {
            const other = join(dirname(path), '../../q/b.so');
            assert.equal(readFileSync(other, 'utf8'), 'content of /m.zip/q/b.so');
            assert.ok(lstatSync(other).isSymbolicLink());
            throw new Error('the system says no');
          },
        } as unknown as NativeRequest;
        writeFileSync(join(folder, 'file'), '');
        mkdirSync(join(folder, 'good'));
        const directories = [join(folder, 'file'), join(folder, 'good')];
        assert.throws(() => openFromLinks(request, new SharedFiles([folder]), directories), /the system says no/);
        assert.deepEqual(readdirSync(join(folder, 'good')), []);
        assert.throws(
          () => openFromLinks(request, new SharedFiles([folder]), [join(folder, 'file')]),
          /no directory for links/,
        );
      } finally {
        removeFolder(folder);
      }
    });
  });
}
