import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createPlaces, type PathLocator, pathText, spelledAsDirectory } from '../../../hooks/fs/paths.ts';
import { PathFinder } from '../../../lib/path/path-finder.ts';
import { PathHooks } from '../../../lib/path/path-hooks.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const ENTRY = path.resolve('/x/app.zip');

function locator(entry: string = ENTRY): PathFinder {
  const finder = memoryFinder(entry, { 'a.txt': 'a' });
  const hooks = new PathHooks();
  hooks.add((asked) => (asked === entry ? finder : null), { suffixes: ['.zip'] });
  const paths = new PathFinder(hooks);
  paths.finderFor(entry);
  return paths;
}

describe('spelledAsDirectory', () => {
  const rows: readonly (readonly [text: string, posix: boolean, windows: boolean])[] = [
    ['/a/b/', true, true],
    ['/a/b/.', true, true],
    ['/a/b/..', true, true],
    ['/a/b', false, false],
    ['/a/b..', false, false],
    ['/a/...', false, false],
    ['C:\\a\\', false, true],
    ['C:\\a\\.', false, true],
    ['', false, false],
  ];
  for (const [text, posix, windows] of rows) {
    it(`of ${JSON.stringify(text)}`, () => {
      assert.equal(spelledAsDirectory(text, 'linux'), posix);
      assert.equal(spelledAsDirectory(text, 'win32'), windows);
    });
  }
});

describe('pathText', () => {
  it('reads strings, bytes and file: URLs, and nothing else', () => {
    assert.equal(pathText('a'), 'a');
    assert.equal(pathText(Buffer.from('é')), 'é');
    assert.equal(pathText(new Uint8Array([97])), 'a');
    assert.equal(pathText(pathToFileURL(path.resolve('/a b'))), path.resolve('/a b'));
    for (const other of [new URL('https://a/b'), 7, null, undefined, {}]) assert.equal(pathText(other), null);
  });
});

describe('createPlaces', () => {
  it('finds members by absolute path, URL, bytes and relative path', () => {
    const places = createPlaces(locator());
    const file = path.join(ENTRY, 'a.txt');
    for (const spelling of [file, Buffer.from(file), pathToFileURL(file), path.relative(process.cwd(), file)]) {
      assert.equal(places.find(spelling)?.name, 'a.txt', String(spelling));
    }
  });

  it('keeps the spelling for messages and for what it says of directories', () => {
    const place = createPlaces(locator()).find(`${ENTRY}/a.txt/`);
    assert.deepEqual([place?.path, place?.asDirectory], [`${ENTRY}/a.txt/`, true]);
  });

  it('leaves alone what is elsewhere, and names with NUL', () => {
    const places = createPlaces(locator());
    for (const other of ['/x/other', 'a.txt', `${ENTRY}/a\0b`, 7, undefined]) assert.equal(places.find(other), null);
  });

  it('takes the archive itself for its root only where that is asked for', () => {
    const places = createPlaces(locator());
    assert.equal(places.find(ENTRY)?.name, '');
    assert.equal(places.inside(ENTRY), null);
    assert.equal(places.inside(`${ENTRY}/`)?.name, '');
  });

  it('finds relative paths into what is mounted under any name', () => {
    const entry = path.resolve('bundle.bin');
    const finder = memoryFinder(entry, { a: 'a' });
    const hooks = new PathHooks();
    hooks.add((asked) => (asked === entry ? finder : null));
    const paths = new PathFinder(hooks);
    paths.mount(entry);
    assert.equal(createPlaces(paths).find('bundle.bin/a')?.name, 'a');
  });

  it('does not resolve relative paths that cannot be inside', () => {
    const strict: PathLocator = {
      locate: () => assert.fail('asked'),
      mayHold: () => false,
      screen: { needle: '' },
      mounted: ['/x/bundle.bin'],
    };
    assert.equal(createPlaces(strict).find('src/index.js'), null);
  });

  it('turns a broken archive into a place that throws when it is asked', () => {
    const reason = new Error('broken');
    const places = createPlaces({
      locate() {
        throw reason;
      },
      mayHold: () => true,
      screen: { needle: '' },
      mounted: [],
    });
    assert.throws(() => places.find('/x/b.zip/a')?.finder.lookup('a'), reason);
  });

  it('finds nothing once stopped', () => {
    const places = createPlaces(locator());
    places.stop();
    assert.equal(places.find(`${ENTRY}/a.txt`), null);
  });
});
