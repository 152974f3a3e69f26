// ArchiveDirectory against the resolver: where it answers, both say the same.
import assert from 'node:assert/strict';
import path from 'node:path';
import { ArchiveDirectory } from '../../../lib/resolve/archive-directory.ts';
import type { FileView } from '../../../lib/resolve/file-view.ts';
import { Resolver } from '../../../lib/resolve/resolver.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const FILES = [
  'index.js',
  'a.js',
  'a.json',
  'a.b.js',
  'lib/index.js',
  'lib/x.js',
  'lib/x/index.js',
  'lib/deep/y.json',
  'lib/deep/z',
  '.hidden/h.js',
  'b..c.js',
];
const EXTENSIONS = ['.js', '.json', '.node'];
const REQUESTS = [
  './a',
  './a.js',
  './a.json',
  './a.b',
  './lib',
  './lib/',
  './x',
  './x/',
  '../a',
  '../a.js',
  '../lib/x',
  '../../a',
  '../../lib/x',
  './deep/y',
  './deep/z',
  './gone',
  '.././a',
  './/a',
  './../a',
  '../..',
  '..',
  '.',
  'a',
  'lib/x',
  '/a',
  './',
  './.hidden/h',
  './b..c',
  './deep/../x',
  './lib/x',
];

describe('ArchiveDirectory', () => {
  const finder = memoryFinder('/m.zip', Object.fromEntries(FILES.map((name) => [name, { content: '' }])));
  const view: FileView = {
    kind: (file) => {
      const kind = file === '/m.zip' ? 'directory' : finder.lookup(file.slice('/m.zip/'.length))?.kind;
      return file.startsWith('/m.zip') && (kind === 'file' || kind === 'directory') ? kind : null;
    },
    readText: () => null,
    realpath: (file) => file,
  };
  const resolver = new Resolver({ view, flavour: path.posix });

  for (const name of ['', 'lib', 'lib/deep']) {
    const directory = new ArchiveDirectory(finder, name, '/');
    for (const request of REQUESTS) {
      it(`says of ${request} in /${name} what the resolver says, or nothing`, () => {
        const quick = directory.resolve(request, EXTENSIONS)?.path ?? null;
        let expected: string | null = null;
        try {
          const parentPath = path.posix.join('/m.zip', name, 'parent.js');
          expected = resolver.resolveRequire(request, {
            parentPath,
            parentPaths: [],
            extensions: EXTENSIONS,
            conditions: new Set(['require']),
          }).path;
        } catch {
          // Nothing is there.
        }
        if (quick !== null) assert.equal(quick, expected);
      });
    }
  }

  it('answers the usual requests itself', () => {
    const lib = new ArchiveDirectory(finder, 'lib', '/');
    const usual = {
      './x': '/m.zip/lib/x.js',
      '../a': '/m.zip/a.js',
      './deep/y': '/m.zip/lib/deep/y.json',
      './deep/z': '/m.zip/lib/deep/z',
      '../a.json': '/m.zip/a.json',
    };
    for (const [request, path] of Object.entries(usual)) {
      const name = path.slice('/m.zip/'.length);
      assert.deepEqual(lib.resolve(request, EXTENSIONS), {
        path,
        found: { finder, name, member: finder.lookup(name) },
      });
    }
  });

  it('never answers for what climbs out of the archive', () => {
    assert.equal(new ArchiveDirectory(finder, '', '/').resolve('../a', EXTENSIONS), null);
    assert.equal(new ArchiveDirectory(finder, 'lib', '/').resolve('../../a', EXTENSIONS), null);
  });

  it('spells paths as Windows does there', () => {
    assert.equal(
      new ArchiveDirectory(memoryFinder('C:\\m.zip', { 'lib/x.js': { content: '' } }), 'lib', '\\').resolve(
        './x',
        EXTENSIONS,
      )?.path,
      'C:\\m.zip\\lib\\x.js',
    );
  });
});
