import assert from 'node:assert/strict';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createZipPathHook } from '../../../lib/finders/zip-finder.ts';
import { PathFinder } from '../../../lib/path/path-finder.ts';
import { PathHooks } from '../../../lib/path/path-hooks.ts';
import type { PathStyle } from '../../../lib/path/split-path.ts';
import { memoryFinder } from '../../support/memory-finder.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';
import { buildZip } from '../../support/zip-builder.ts';

/** A path finder over made-up entries, and what its hook was asked. */
function overEntries(entries: readonly string[], style: PathStyle = 'posix') {
  const asked: string[] = [];
  const hooks = new PathHooks();
  hooks.add(
    (entry) => {
      asked.push(entry);
      return entries.includes(entry) ? memoryFinder(entry, {}) : null;
    },
    { suffixes: ['.zip'] },
  );
  const paths = new PathFinder(hooks, style);
  const locate = (path: string): string | null => {
    const located = paths.locate(path);
    return located === null ? null : `${located.finder.entry} : ${located.name}`;
  };
  return { asked, hooks, paths, locate };
}

describe('PathFinder.locate', () => {
  it('splits entry and name', () => {
    const { locate } = overEntries(['/d/a.zip']);
    assert.equal(locate('/d/a.zip/lib/x.js'), '/d/a.zip : lib/x.js');
    assert.equal(locate('/d/a.zip/y.js'), '/d/a.zip : y.js');
    assert.equal(locate('/d/a.zipx/y.js'), null);
    assert.equal(locate('/d/b.js'), null);
  });

  it('asks no hook for paths without a suffix', () => {
    const { asked, locate } = overEntries([]);
    for (const path of ['/', '/usr/lib/node_modules/x/index.js', '/a.zip.js', '']) assert.equal(locate(path), null);
    assert.deepEqual(asked, []);
  });

  it('takes the outermost entry that is claimed', () => {
    assert.equal(overEntries(['/x.zip', '/x.zip/y.zip']).locate('/x.zip/y.zip/z'), '/x.zip : y.zip/z');
    assert.equal(overEntries(['/x.zip/y.zip']).locate('/x.zip/y.zip/z'), '/x.zip/y.zip : z');
  });

  it('never escapes through dots, and sees through untidy spellings', () => {
    const { locate } = overEntries(['/d/a.zip', '/d/b.zip']);
    for (const path of [
      '/d/a.zip/x',
      '/d/a.zip//x',
      '/d/a.zip/./x',
      '/d/a.zip/y/../x',
      '/d//a.zip/x/',
      '/q/../d/a.zip/x',
      '/d/b.zip/../a.zip/x',
    ]) {
      assert.equal(locate(path), '/d/a.zip : x', path);
    }
    for (const path of ['/d/a.zip/../x', '/d/a.zip/..', '/d/a.zip/x/../..', '/d/a.zip/../../..'])
      assert.equal(locate(path), null, path);
    assert.equal(locate('/d/a.zip/../b.zip/x'), '/d/b.zip : x');
  });

  it('leaves a claimed name itself a file until it is mounted, entered or asked for as a directory', () => {
    const { asked, locate, paths } = overEntries(['/a.zip', '/b.zip', '/c.zip']);
    assert.deepEqual([locate('/a.zip'), asked], [null, []]);
    locate('/a.zip/x');
    assert.equal(locate('/a.zip'), '/a.zip : ');
    assert.equal(paths.isOpen('/a.zip'), true);
    assert.equal(locate('/b.zip/'), '/b.zip : ');
    paths.mount('/c.zip');
    assert.equal(paths.isOpen('/c.zip'), false);
    assert.equal(locate('/c.zip'), '/c.zip : ');
  });

  it('opens each entry once, however one moves between them', () => {
    const { asked, locate } = overEntries(['/a.zip', '/b.zip']);
    for (let i = 0; i < 3; i++) for (const path of ['/a.zip/x', '/a.zip/y', '/b.zip/x']) locate(path);
    assert.deepEqual(asked, ['/a.zip', '/b.zip']);
  });

  it('notices new hooks, and hooks that left', () => {
    const { hooks, locate } = overEntries([]);
    assert.equal(locate('/a.box/x'), null);
    const undo = hooks.add((entry) => memoryFinder(entry, {}), { suffixes: ['.box'] });
    assert.equal(locate('/a.box/x'), '/a.box : x');
    undo();
    assert.equal(locate('/a.box/x'), null);
  });

  it('speaks Windows', () => {
    const { locate } = overEntries(['C:\\d\\a.zip', '\\\\?\\C:\\a.zip', '\\\\s\\h\\a.zip', 'C:\\B.ZIP'], 'win32');
    assert.equal(locate('C:\\d\\a.zip\\lib\\x.js'), 'C:\\d\\a.zip : lib/x.js');
    assert.equal(locate('C:/d/a.zip/lib/x.js'), 'C:\\d\\a.zip : lib/x.js');
    assert.equal(locate('C:\\d\\a.zip\\..\\x.js'), null);
    assert.equal(locate('C:\\d\\a.zip\\lib\\..\\x.js'), 'C:\\d\\a.zip : x.js');
    assert.equal(locate('\\\\?\\C:\\a.zip\\x'), '\\\\?\\C:\\a.zip : x');
    assert.equal(locate('\\\\s\\h\\a.zip\\x\\'), '\\\\s\\h\\a.zip : x');
    assert.equal(locate('C:\\B.ZIP\\x'), 'C:\\B.ZIP : x');
    assert.equal(locate('C:\\x.js'), null);
  });
});

describe('PathFinder.mount', () => {
  it('makes entries of any name known, until all mounts are undone', () => {
    const { locate, paths } = overEntries(['/opt/app']);
    assert.equal(locate('/opt/app/x'), null);
    const undo = paths.mount('/opt/app/');
    const other = paths.mount('/opt/app');
    assert.deepEqual(
      [locate('/opt/app/x'), locate('/opt/app'), locate('/opt/apple')],
      ['/opt/app : x', '/opt/app : ', null],
    );
    assert.deepEqual([[...paths.mounted], paths.isMounted('/opt/app')], [['/opt/app'], true]);
    undo();
    undo();
    assert.equal(paths.isMounted('/opt/app'), true);
    other();
    assert.deepEqual([paths.isMounted('/opt/app'), locate('/opt/app/x')], [false, null]);
  });

  it('leaves mounted directories to the disk', () => {
    const { locate, paths } = overEntries([]);
    paths.mount('/usr');
    assert.equal(locate('/usr/lib'), null);
  });
});

describe('PathFinder.mayHold', () => {
  it('guesses from the text alone', () => {
    const { asked, paths } = overEntries([]);
    paths.mount('/opt/app');
    const texts = ['./a.zip/x', 'file:///a.zip/x', '/opt/app/x', '/a.zip.js', '/opt', 'lodash'];
    assert.deepEqual(
      texts.map((text) => paths.mayHold(text)),
      [true, true, true, true, false, false],
    );
    assert.deepEqual(asked, []);
  });

  it('goes by the suffix where every mounted name has it, and by what hooks claim from the moment they do', () => {
    const { hooks, paths } = overEntries([]);
    paths.mount('/opt/app.zip');
    const texts = ['/opt/app.zip/x', '/a.tgz/x', '/opt', 'lodash'];
    const answers = () => texts.map((text) => paths.mayHold(text));
    assert.deepEqual(answers(), [true, false, false, false]);
    const leave = hooks.add(() => null, { suffixes: ['.tgz'] });
    assert.deepEqual(answers(), [true, true, false, false]);
    leave();
    assert.deepEqual(answers(), [true, false, false, false]);
  });
});

describe('PathFinder.screen', () => {
  it('is the one suffix there is, while every mounted name has it', () => {
    const { hooks, paths } = overEntries([]);
    const { screen } = paths;
    assert.equal(screen.needle, '.zip');
    const unmount = paths.mount('/d/plugins.zip');
    assert.equal(screen.needle, '.zip');
    const unmountOther = paths.mount('/d/x.zip.d/bundle');
    assert.equal(screen.needle, '', 'bundle/a leads into it from /d/x.zip.d');
    unmountOther();
    unmount();
    const leave = hooks.add(() => null, { suffixes: ['.tgz'] });
    assert.equal(screen.needle, '');
    leave();
    assert.equal(screen.needle, '.zip');
  });

  it('says nothing on Windows, where suffixes have two spellings, and without suffixes', () => {
    assert.equal(overEntries([], 'win32').paths.screen.needle, '');
    assert.equal(new PathFinder(new PathHooks()).screen.needle, '');
  });
});

describe('PathFinder.finderFor', () => {
  it('opens an entry by its own name, however spelt', () => {
    const { paths } = overEntries(['/a.zip']);
    assert.equal(paths.finderFor('/a.zip')?.entry, '/a.zip');
    assert.equal(paths.finderFor('/x/../a.zip/'), paths.finderFor('/a.zip'));
    assert.equal(paths.finderFor('/b.zip'), null);
  });
});

describe('PathFinder over files', () => {
  let folder: string;
  let paths: PathFinder;
  const write = (name: string, members: readonly string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, buildZip(members.map((member) => ({ name: member }))));
    return path;
  };

  beforeEach(() => {
    folder = makeTempFolder();
    const hooks = new PathHooks();
    hooks.add(createZipPathHook(), { suffixes: ['.zip'] });
    paths = new PathFinder(hooks);
  });
  afterEach(() => removeFolder(folder));

  it('leaves a directory named like an archive to the disk, and finds the archive in it', () => {
    mkdirSync(join(folder, 'd.zip'));
    const inner = write(join('d.zip', 'in.zip'), ['x']);
    assert.equal(paths.locate(join(folder, 'd.zip', 'y')), null);
    const located = paths.locate(join(inner, 'x'));
    assert.deepEqual([located?.finder.entry, located?.name], [inner, 'x']);
    located?.finder.close();
  });

  it('finds an archive that was missing before', () => {
    assert.equal(paths.locate(join(folder, 'late.zip', 'x')), null);
    const file = write('late.zip', ['x']);
    const located = paths.locate(join(file, 'x'));
    assert.equal(located?.finder.lookup('x')?.kind, 'file');
    located?.finder.close();
  });

  it('serves the old content of a replaced archive until it is invalidated', () => {
    const file = write('a.zip', ['old']);
    const list = () => paths.locate(`${file}/x`)!.finder;
    const old = list();
    renameSync(write('new', ['new']), file);
    assert.deepEqual(list().list(''), ['old']);
    paths.invalidate(file);
    const replaced = list();
    assert.deepEqual([replaced.list(''), old.list('')], [['new'], ['old']]);
    old.close();
    replaced.close();
  });

  it('has another generation after whatever changes answers, and the same otherwise', () => {
    const hooks = new PathHooks();
    const changing = new PathFinder(hooks);
    const generations = new Set([changing.generation]);
    const changes: (() => unknown)[] = [
      () => changing.mount('/x'),
      () => changing.invalidate('/x'),
      () => changing.invalidate(),
      () => hooks.add(() => null),
    ];
    const undos = changes.map((change) => {
      const undo = change();
      generations.add(changing.generation);
      changing.locate('/x/y');
      generations.add(changing.generation);
      return undo;
    });
    assert.equal(generations.size, changes.length + 1);
    for (const undo of undos) {
      if (typeof undo !== 'function') continue;
      undo();
      generations.add(changing.generation);
    }
    assert.equal(generations.size, changes.length + 3);
  });

  it('throws for what is inside a broken archive', () => {
    const file = join(folder, 'broken.zip');
    writeFileSync(file, 'PK');
    assert.equal(paths.locate(file), null);
    assert.throws(() => paths.locate(join(file, 'x')), { code: 'ERR_ZIPIMPORT_EOCD_MISSING' });
  });
});
