import assert from 'node:assert/strict';
import { join } from 'node:path';
import { extractStrategy } from '../../../loaders/native/extract.ts';
import type { ExtractedFile, ExtractionCache } from '../../../loaders/native/extraction-cache.ts';
import { nativeFile } from '../../../loaders/native/native-file.ts';
import type { NativeRequest } from '../../../loaders/native/native-strategy.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

describe('extractStrategy', () => {
  const finder = memoryFinder('/m.zip', { 'p/lib/a.node': 'addon', 'q/b.so': 'library', 'bin/tool': 'program' });
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

  it('unpacks an addon with its libraries as they lie, and opens it there', () => {
    const paths: string[] = [];
    const request = {
      file: file('p/lib/a.node'),
      libraries: [file('q/b.so')],
      open: (path: string) => paths.push(path),
    };
    strategy.load(request as unknown as NativeRequest);
    assert.deepEqual(paths, [join('/cache/x', 'p/lib/a.node')]);
    assert.deepEqual(shown(), [
      ['p/lib/a.node', 'addon', true],
      ['q/b.so', 'library', true],
    ]);
  });

  it('unpacks a program under its own name, and opens one cache for all', () => {
    assert.equal(strategy.place?.(file('bin/tool'), { isDetached: true }), '/cache/y/tool');
    assert.deepEqual(shown(), [['tool', 'program', true]]);
    assert.equal(opened, 1);
  });
});
