import assert from 'node:assert/strict';
import { join } from 'node:path';
import { extractStrategy } from '../../../loaders/native/extract.ts';
import type { ExtractedFile, ExtractionCache } from '../../../loaders/native/extraction-cache.ts';
import { nativeFile } from '../../../loaders/native/native-file.ts';
import type { NativeRequest } from '../../../loaders/native/native-strategy.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

describe('extractStrategy', () => {
  const finder = memoryFinder('/m.zip', {
    'p/lib/a.node': 'addon',
    'r/lib/a.node': 'addon',
    'q/b.so': 'library',
    'bin/tool': 'program',
  });
  const file = (name: string): ReturnType<typeof nativeFile> =>
    nativeFile(`/m.zip/${name}`, finder, finder.lookup(name)!);
  const made: ExtractedFile[] = [];
  let opened = 0;
  const strategy = extractStrategy(() => {
    opened += 1;
    return {
      extract(files: readonly ExtractedFile[]) {
        made.push(...files);
        return '/cache/x';
      },
      place(one: ExtractedFile) {
        made.push(one);
        return `/cache/y/${one.name}`;
      },
    } as unknown as ExtractionCache;
  });
  const shown = (): unknown[] =>
    made.splice(0).map(({ name, content, executable }) => [name, String(content), executable]);

  function load(name: string, libraries: readonly string[] = []): string[] {
    const paths: string[] = [];
    const request = { file: file(name), libraries: libraries.map(file), open: (path: string) => paths.push(path) };
    strategy.load(request as unknown as NativeRequest);
    return paths;
  }

  it('unpacks an addon with its libraries as they lie, and opens it there', () => {
    const paths = load('p/lib/a.node', ['q/b.so']);
    const files = shown() as [string, string, boolean][];
    const own = files[0]?.[0].split('/')[0] ?? '';
    assert.match(own, /^[0-9a-f]{8}$/);
    assert.deepEqual(files, [
      [`${own}/p/lib/a.node`, 'addon', true],
      [`${own}/q/b.so`, 'library', true],
    ]);
    assert.deepEqual(paths, [join('/cache/x', own, 'p/lib/a.node')]);
  });

  it('makes two files of two members with the same content and name, and one of the same member', () => {
    const names = ['p/lib/a.node', 'r/lib/a.node', 'p/lib/a.node'].map((name) => {
      load(name);
      return (shown() as [string][])[0]?.[0];
    });
    assert.notEqual(names[0], names[1]);
    assert.equal(names[0], names[2]);
  });

  it('unpacks a program under its own name, and opens one cache for all', () => {
    const use = { isDetached: true, isOtherUser: false, isOpenedLater: false };
    assert.equal(strategy.place?.(file('bin/tool'), use), '/cache/y/tool');
    assert.throws(() => strategy.place?.(file('bin/tool'), { ...use, isOtherUser: true }), /no other user/);
    assert.deepEqual(shown(), [['tool', 'program', true]]);
    assert.equal(opened, 1);
  });
});
