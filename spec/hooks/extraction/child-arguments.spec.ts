import assert from 'node:assert/strict';
import type childProcess from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { realArguments, translateChildren } from '../../../hooks/extraction/child-arguments.ts';

const translate = (text: string): string | null => (text.startsWith('/a.zip/') ? `/real/${text.slice(7)}` : null);

describe('realArguments', () => {
  it('translates arguments that are a path or end in one', () => {
    assert.deepEqual(
      realArguments('ffmpeg', ['-i', '/a.zip/x.mp4', '--out=/a.zip/y', '-f=b=/a.zip/z', 'a /a.zip/x'], translate),
      ['-i', '/real/x.mp4', '--out=/real/y', '-f=b=/a.zip/z', 'a /a.zip/x'],
    );
  });

  it('leaves those of Node, which knows archives', () => {
    const args = ['/a.zip/x.js'];
    for (const file of ['node', '/usr/bin/node', process.execPath])
      assert.equal(realArguments(file, args, translate), args);
  });

  it('gives the same array where nothing changes', () => {
    const args = ['-x', '/disk', 1];
    assert.equal(realArguments('cat', args, translate), args);
  });
});

describe('translateChildren', () => {
  let calls: unknown[][];
  let module: Record<string, (...args: unknown[]) => unknown> & {
    ChildProcess: { prototype: Record<string, unknown> };
  };
  let undo: () => void;
  beforeEach(() => {
    calls = [];
    const record =
      (name: string) =>
      (...args: unknown[]): unknown =>
        calls.push([name, ...args]);
    module = {
      ChildProcess: { prototype: { spawn: record('spawn') } },
      spawnSync: record('spawnSync'),
      execFileSync: record('execFileSync'),
      execSync: record('execSync'),
    } as unknown as typeof module;
    undo = translateChildren(module as unknown as typeof childProcess, {
      translate,
      translateNative: (file) => (file.includes('denied') ? null : translate(file)),
    });
  });
  const spawn = (options: unknown): unknown =>
    (module.ChildProcess.prototype.spawn as (options: unknown) => unknown)(options);

  it('translates what ChildProcess.spawn is given', () => {
    spawn({ file: '/a.zip/bin/tool', args: ['tool', '/a.zip/x'], cwd: '/a.zip/d', envPairs: ['A=/a.zip/x'] });
    spawn({ file: 'cat' });
    spawn(undefined);
    assert.deepEqual(calls, [
      ['spawn', { file: '/real/bin/tool', args: ['tool', '/real/x'], cwd: '/real/d', envPairs: ['A=/a.zip/x'] }],
      ['spawn', { file: 'cat' }],
      ['spawn', undefined],
    ]);
  });

  it('translates for the synchronous functions, in all their forms', () => {
    const cwd = pathToFileURL('/a.zip/d');
    module.spawnSync?.('cat', ['/a.zip/x'], { cwd });
    module.spawnSync?.('/a.zip/tool', { cwd: '/a.zip/d' });
    module.execFileSync?.('cat', null, { cwd: '/a.zip/d', input: 'x' });
    module.execFileSync?.('cat');
    module.execSync?.('/a.zip/tool', { cwd: '/a.zip/d' });
    assert.deepEqual(calls, [
      ['spawnSync', 'cat', ['/real/x'], { cwd: '/real/d' }],
      ['spawnSync', '/real/tool', { cwd: '/real/d' }],
      ['execFileSync', 'cat', null, { cwd: '/real/d', input: 'x' }],
      ['execFileSync', 'cat'],
      ['execSync', '/a.zip/tool', { cwd: '/real/d' }],
    ]);
  });

  it('leaves programs that the policy denies to who says so', () => {
    spawn({ file: '/a.zip/denied', args: ['denied', '/a.zip/x'] });
    module.execFileSync?.('/a.zip/denied');
    assert.deepEqual(calls, [
      ['spawn', { file: '/a.zip/denied', args: ['denied', '/real/x'] }],
      ['execFileSync', '/a.zip/denied'],
    ]);
  });

  it('changes nothing of what the caller holds', () => {
    const args = ['/a.zip/x'];
    const options = { cwd: '/a.zip/d' };
    module.spawnSync?.('cat', args, options);
    assert.deepEqual([args, options], [['/a.zip/x'], { cwd: '/a.zip/d' }]);
  });

  it('is undone', () => {
    undo();
    module.spawnSync?.('cat', ['/a.zip/x']);
    assert.deepEqual(calls, [['spawnSync', 'cat', ['/a.zip/x']]]);
  });
});
