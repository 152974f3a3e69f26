import assert from 'node:assert/strict';
import type { Native } from '../../../hooks/native/native.ts';
import { makeStartProgram, parseShebang } from '../../../hooks/native/start-program.ts';
import type { NativeFile } from '../../../loaders/native/native-file.ts';
import type { ProgramUse } from '../../../loaders/native/native-strategy.ts';

describe('parseShebang', () => {
  const cases: readonly [string, readonly string[] | null][] = [
    ['#!/bin/sh\necho', ['/bin/sh']],
    ['#! /usr/bin/env node\n', ['/usr/bin/env', 'node']],
    ['#!/usr/bin/env -S node --no-warnings \n', ['/usr/bin/env', '-S node --no-warnings']],
    ['#!/usr/bin/node', ['/usr/bin/node']],
    ['#!\n', null],
    ['echo', null],
    ['\x7fELF', null],
    ['', null],
  ];
  for (const [head, expected] of cases) {
    it(JSON.stringify(head), () => assert.deepEqual(parseShebang(head), expected));
  }
});

if (process.platform !== 'win32') {
  describe('makeStartProgram', () => {
    const files: Readonly<Record<string, readonly [number, string]>> = {
      '/a.zip/tool': [0o755, '\x7fELF'],
      '/a.zip/sh': [0o755, '\x7fELF'],
      '/a.zip/echo': [0o755, '\x7fELF'],
      '/a.zip/data': [0o644, '\x7fELF'],
      '/a.zip/cli.js': [0o755, '#!/usr/bin/env node\n'],
      '/a.zip/cli.sh': [0o755, '#!/bin/sh\n'],
    };
    let opened = 0;
    const native = {
      pathInArchive: (file: string) => (file.startsWith('/a.zip') ? file : null),
      find: (file: string) => (file in files ? ({ path: file, identity: file } as NativeFile) : null),
      modeOf: (file: string) => files[file]?.[0] ?? (file === '/a.zip/folder' ? 0o755 : 0),
      members: () => ({
        open: ({ path }: NativeFile) => {
          opened += 1;
          return () => Buffer.from(files[path]?.[1] ?? '');
        },
        place: ({ path }: NativeFile, { isDetached, isOtherUser, isOpenedLater }: ProgramUse) =>
          `/real${isDetached ? '/kept' : ''}${isOtherUser ? '/other' : ''}${isOpenedLater ? '/later' : ''}${path}`,
      }),
    } as unknown as Native;
    const start = makeStartProgram(native);
    const request = { cwd: '', isDetached: false, isOtherUser: false, isInShell: false, searchPath: '/usr/bin' };

    it('leaves the disk alone', () => assert.equal(start('/bin/sh', request), null));

    it('finds a name in the folders of PATH, in their order', () => {
      const at = (searchPath: string, isInShell = false): string | undefined =>
        start('tool', { ...request, searchPath, isInShell })?.file;
      assert.equal(at('/usr/bin:/bin'), undefined);
      assert.equal(at('/usr/bin:/a.zip:/bin'), '/real/a.zip/tool');
      assert.equal(at('/usr/bin:/a.zip', true), '/real/later/a.zip/tool');
      assert.equal(start('none', { ...request, searchPath: '/a.zip' }), null);
      assert.match(start('data', { ...request, searchPath: '/a.zip' })?.file ?? '', /zipimport\.cjs$/);
      assert.equal(start('sh', { ...request, searchPath: '/bin:/a.zip' }), null);
      assert.equal(start('sh', { ...request, searchPath: '/a.zip:/bin' })?.file, '/real/a.zip/sh');
      assert.equal(start('echo', { ...request, searchPath: '/a.zip' })?.file, '/real/a.zip/echo');
      assert.equal(start('echo', { ...request, searchPath: '/a.zip', isInShell: true }), null);
      assert.equal(start('', { ...request, searchPath: '/a.zip' }), null);
    });

    it('starts programs and scripts from where they are placed', () => {
      assert.deepEqual(start('/a.zip/tool', request), { file: '/real/a.zip/tool', before: [] });
      assert.deepEqual(start('/a.zip/cli.sh', request), { file: '/real/later/a.zip/cli.sh', before: [] });
      assert.equal(start('/a.zip/tool', { ...request, isDetached: true })?.file, '/real/kept/a.zip/tool');
      assert.equal(start('/a.zip/tool', { ...request, isInShell: true })?.file, '/real/later/a.zip/tool');
      assert.equal(start('/a.zip/tool', { ...request, isOtherUser: true })?.file, '/real/other/a.zip/tool');
    });

    it('gives scripts for Node to Node, by their path in the archive', () => {
      const expected = { file: '/usr/bin/env', before: ['node', '/a.zip/cli.js'], argv0: '/usr/bin/env' };
      assert.deepEqual(start('/a.zip/cli.js', request), expected);
    });

    it('looks at a program once', () => {
      const before = opened;
      start('/a.zip/tool', request);
      assert.equal(opened, before);
    });

    it('has the system say that something is missing, or no program', () => {
      assert.match(start('/a.zip/none', request)?.file ?? '', /no-such-program$/);
      for (const name of ['data', 'folder'])
        assert.match(start(`/a.zip/${name}`, request)?.file ?? '', /zipimport\.cjs$/);
    });
  });
}
