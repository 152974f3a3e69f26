import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import { ZipImportError } from '../../../lib/errors.ts';
import { type ExtractedFile, openExtractionCache } from '../../../loaders/native/extraction-cache.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

const ADDON: ExtractedFile = { name: 'addon.node', content: Buffer.from('machine code'), executable: true };
const TREE: readonly ExtractedFile[] = [
  { name: 'lib/sub/data.bin', content: Buffer.from([0, 1, 2]), executable: false },
  { name: 'lib/libx.so', content: Buffer.alloc(0), executable: true },
  ADDON,
];

describe('openExtractionCache', () => {
  let folder: string;
  let root: string;
  beforeEach(() => {
    folder = makeTempFolder();
    root = join(folder, 'cache');
  });
  afterEach(() => removeFolder(folder));

  const open = (verify = true) => openExtractionCache({ directory: root, verify });
  const entries = (): string[] => readdirSync(root).filter((name) => /^[0-9a-f]{64}$/.test(name));
  const litter = (): string[] => readdirSync(root).filter((name) => /^\.(tmp|removing)/.test(name));

  /** The code and message that the cache fails with. */
  function failure(action: () => unknown): ZipImportError {
    try {
      action();
    } catch (error) {
      assert.ok(error instanceof ZipImportError);
      return error;
    }
    return assert.fail('nothing was thrown');
  }

  it('touches nothing before it is asked', () => {
    open();
    assert.equal(existsSync(root), false);
  });

  it('places one file under the address of its name and content, read-only, for this user', () => {
    const placed = open().place(ADDON);
    assert.deepEqual(readFileSync(placed), ADDON.content);
    assert.deepEqual(placed.split(sep).slice(-2), [entries()[0], 'addon.node']);
    assert.equal(statSync(placed).mode & 0o777, 0o500);
    assert.equal(statSync(root).mode & 0o777, 0o700);
    assert.equal(open().place(ADDON), placed);
    assert.deepEqual(litter(), []);
  });

  it('tells files apart by content, name and kind', () => {
    const cache = open();
    const places = [
      ADDON,
      { ...ADDON, content: Buffer.from('other code..') },
      { ...ADDON, name: 'other.node' },
      { ...ADDON, executable: false },
    ].map((file) => cache.place(file));
    assert.equal(new Set(places).size, 4);
  });

  it('lays several files out as they are named, whatever their order', () => {
    const cache = open();
    const directory = cache.extract(TREE);
    for (const { name, content } of TREE) assert.deepEqual(readFileSync(join(directory, name)), content);
    assert.equal(statSync(join(directory, 'lib/sub/data.bin')).mode & 0o777, 0o400);
    assert.equal(cache.extract([...TREE].reverse()), directory);
    assert.equal(entries().length, 1);
  });

  it('refuses names that lead out', () => {
    for (const name of ['../x', '/x', 'a//b', './x', 'a/..', '']) {
      assert.equal(failure(() => open().place({ ...ADDON, name })).code, 'ERR_ZIPIMPORT_MEMBER_NAME_UNSAFE', name);
    }
    assert.equal(failure(() => open().extract([ADDON, ADDON])).code, 'ERR_ZIPIMPORT_MEMBER_NAME_UNSAFE');
    assert.equal(existsSync(root), false);
  });

  /** Damage done to what was extracted, by what it is. */
  const damages: Readonly<Record<string, (directory: string) => void>> = {
    'zeroed, of the same size': (directory) => {
      chmodSync(join(directory, 'addon.node'), 0o700);
      writeFileSync(join(directory, 'addon.node'), Buffer.alloc(ADDON.content.length));
    },
    'cut off': (directory) => {
      chmodSync(join(directory, 'addon.node'), 0o700);
      writeFileSync(join(directory, 'addon.node'), 'mach');
    },
    'a link to the same content': (directory) => {
      writeFileSync(join(folder, 'same'), ADDON.content);
      rmSync(join(directory, 'addon.node'));
      symlinkSync(join(folder, 'same'), join(directory, 'addon.node'));
    },
    'beside a planted library': (directory) => writeFileSync(join(directory, 'lib', 'liby.so'), 'planted'),
    'a file short': (directory) => rmSync(join(directory, 'lib/libx.so'), { force: true }),
    'writable by others': (directory) => chmodSync(join(directory, 'addon.node'), 0o522),
    'not executable any more': (directory) => chmodSync(join(directory, 'addon.node'), 0o400),
    empty: (directory) => {
      rmSync(directory, { recursive: true });
      mkdirSync(directory);
    },
    'a file itself': (directory) => {
      rmSync(directory, { recursive: true });
      writeFileSync(directory, '');
    },
    'a link to a directory': (directory) => {
      rmSync(directory, { recursive: true });
      mkdirSync(join(folder, 'elsewhere'));
      symlinkSync(join(folder, 'elsewhere'), directory);
    },
  };
  for (const [what, damage] of Object.entries(damages)) {
    it(`replaces an entry that is ${what}`, () => {
      const directory = open().extract(TREE);
      damage(directory);
      assert.equal(open().extract(TREE), directory);
      assert.ok(lstatSync(directory).isDirectory());
      assert.deepEqual(readFileSync(join(directory, 'addon.node')), ADDON.content);
      assert.deepEqual(readdirSync(join(directory, 'lib')).sort(), ['libx.so', 'sub']);
      assert.deepEqual(open().verify(), []);
      assert.deepEqual(litter(), []);
    });
  }

  it('trusts content of the right size when told to, but no other', () => {
    const file = open().place(ADDON);
    chmodSync(file, 0o700);
    writeFileSync(file, 'MACHINE CODE');
    assert.equal(readFileSync(open(false).place(ADDON), 'utf8'), 'MACHINE CODE');
    writeFileSync(file, 'MACHINE');
    assert.equal(readFileSync(open(false).place(ADDON), 'utf8'), 'machine code');
  });

  it('refuses a directory that is not to be trusted, and says why', () => {
    const reasons: Readonly<Record<string, () => void>> = {
      'symbolic link': () => {
        mkdirSync(join(folder, 'real'));
        symlinkSync(join(folder, 'real'), root);
      },
      'others may write it (mode 777)': () => {
        mkdirSync(root);
        chmodSync(root, 0o777);
      },
      'not a directory': () => writeFileSync(root, ''),
    };
    for (const [reason, prepare] of Object.entries(reasons)) {
      rmSync(root, { recursive: true, force: true });
      prepare();
      const { code, message } = failure(() => open().place(ADDON));
      assert.equal(code, 'ERR_ZIPIMPORT_CACHE_UNAVAILABLE');
      assert.ok(message.includes(root) && message.includes(reason), message);
      assert.ok(open().directories()[0]?.problem?.includes(reason));
    }
  });

  it('refuses a directory that everybody can put another in the place of', () => {
    chmodSync(folder, 0o777);
    assert.match(failure(() => open().place(ADDON)).message, /sticky/);
    chmodSync(folder, 0o1777);
    assert.ok(open().place(ADDON));
  });

  it('finds what is wrong and lists what is there', () => {
    const cache = open();
    const directory = cache.extract(TREE);
    const place = cache.place(ADDON);
    const [first, second] = [...cache.list()].sort((a, b) => a.files.length - b.files.length);
    assert.deepEqual(first?.files, ['addon.node']);
    assert.deepEqual(second?.files, ['addon.node', 'lib/libx.so', 'lib/sub/data.bin']);
    assert.equal(second?.size, 15);
    assert.equal(second?.directory, directory);
    assert.equal(first?.inUse, true);
    assert.ok(Math.abs(Date.now() - (first?.lastUsed ?? 0)) < 60_000);
    assert.deepEqual(cache.verify(), []);
    chmodSync(place, 0o700);
    writeFileSync(place, 'MACHINE CODE');
    assert.deepEqual(
      cache.verify().map(({ key }) => key),
      [first?.key],
    );
  });

  it('removes nothing that this process uses', () => {
    const cache = open();
    const file = cache.place(ADDON);
    const { removed, kept } = cache.clear();
    assert.deepEqual(removed, []);
    assert.deepEqual(
      kept.map(({ reason }) => reason),
      ['a running process uses it'],
    );
    assert.ok(existsSync(file));
  });

  it('removes by age what nobody uses, and what dead processes left', () => {
    const cache = open();
    const old = cache.place(ADDON);
    const recent = cache.place({ ...ADDON, name: 'recent.node' });
    // As if both had been placed by a process that is gone.
    rmSync(join(root, '.leases'), { recursive: true });
    const [day] = [86_400_000];
    const past = new Date(Date.now() - 31 * day);
    utimesSync(join(old, '..'), past, past);
    mkdirSync(join(root, '.tmp-without-an-owner'));
    const { removed, swept } = cache.prune(30 * day);
    assert.deepEqual(
      removed.map(({ files }) => files),
      [['addon.node']],
    );
    assert.equal(swept, 1);
    assert.equal(existsSync(old), false);
    assert.equal(existsSync(recent), true);
    assert.equal(cache.clear().removed.length, 1);
    assert.deepEqual(entries(), []);
  });

  it('sweeps the leases of processes that were killed, also where nothing new is written', () => {
    open().place(ADDON);
    const leases = join(root, '.leases');
    for (let at = 0; at < 100; at += 1) writeFileSync(join(leases, `${'a'.repeat(64)}.dead-${at}`), '');
    open().place(ADDON);
    assert.equal(readdirSync(leases).length, 1);
  });

  it('removes by age nothing that a wrong clock has used in the future; clear removes it', () => {
    const cache = open();
    const directory = join(cache.place(ADDON), '..');
    rmSync(join(root, '.leases'), { recursive: true });
    const future = new Date(Date.now() + 86_400_000);
    utimesSync(directory, future, future);
    assert.equal(cache.prune(0).removed.length, 0);
    assert.equal(cache.clear().removed.length, 1);
  });

  it('leaves what is not its own in the directory', () => {
    open().place(ADDON);
    writeFileSync(join(root, 'notes.txt'), '');
    mkdirSync(join(root, 'folder'));
    open().clear();
    assert.deepEqual(
      readdirSync(root)
        .filter((name) => /^[a-z]+(\.txt)?$/.test(name))
        .sort(),
      ['folder', 'notes.txt'],
    );
  });

  it('makes nothing when it only lists', () => {
    assert.deepEqual(open().list(), []);
    assert.deepEqual(open().verify(), []);
    assert.deepEqual(open().clear(), { removed: [], kept: [], swept: 0 });
    assert.equal(existsSync(root), false);
  });
});
