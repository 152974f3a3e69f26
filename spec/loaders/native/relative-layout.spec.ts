import assert from 'node:assert/strict';
import { relativeLayout } from '../../../loaders/native/relative-layout.ts';

describe('relativeLayout', () => {
  const cases: readonly [readonly string[], readonly string[]][] = [
    [[], []],
    [['/m.zip/a.node'], ['a.node']],
    [
      ['/m.zip/p/lib/a.node', '/m.zip/p/lib/b.so'],
      ['a.node', 'b.so'],
    ],
    [
      ['/m.zip/p/lib/a.node', '/m.zip/q/b.so', '/m.zip/p/c.so'],
      ['p/lib/a.node', 'q/b.so', 'p/c.so'],
    ],
    [
      ['/m.zip/ab/a.node', '/m.zip/a/b.so'],
      ['ab/a.node', 'a/b.so'],
    ],
    [
      ['/one.zip/a.node', '/two.zip/b.so'],
      ['one.zip/a.node', 'two.zip/b.so'],
    ],
  ];
  for (const [paths, names] of cases) {
    it(paths.join(' ') || 'nothing', () => assert.deepEqual(relativeLayout(paths), names));
  }
});
