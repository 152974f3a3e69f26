import assert from 'node:assert/strict';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finder } from '../../../lib/finders/finder.ts';
import { createZipPathHook, ZipFinder, zipPathHook } from '../../../lib/finders/zip-finder.ts';
import { CONTRACT_TREE, describeFinderContract } from '../../support/finder-contract.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';
import { buildZip } from '../../support/zip-builder.ts';

const TREE = [
  ...Object.entries(CONTRACT_TREE).map(([name, content]) => ({ name, content, method: 8 })),
  { name: 'link.txt', content: 'dir/b.txt', mode: 0o120777 },
];

let folder: string;
const write = (name: string, bytes: Buffer | string): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

beforeEach(() => {
  folder = makeTempFolder();
});
afterEach(() => removeFolder(folder));

describe('ZipFinder', () => {
  describeFinderContract(() => createZipPathHook()(write('tree.zip', buildZip(TREE)))!);

  it('lists empty directories that are stored', () => {
    const finder = zipPathHook(write('d.zip', buildZip([{ name: 'd/' }])))!;
    assert.deepEqual([finder.list('d'), finder.list('')], [[], ['d']]);
    finder.close();
  });
});

describe('zipPathHook', () => {
  const ask = (path: string): Finder | null => zipPathHook(path);
  const claims = (path: string): boolean => {
    const finder = ask(path);
    finder?.close();
    return finder instanceof ZipFinder;
  };

  it('claims archives, by name and by content', () => {
    assert.equal(claims(write('a.zip', buildZip([]))), true);
    assert.equal(claims(write('A.ZIP', buildZip([]))), true);
    assert.equal(claims(write('app', buildZip([], { prefix: Buffer.from('#!/bin/sh\n') }))), true);
    assert.equal(claims(write('a.whl', buildZip([{ name: 'a' }], { comment: Buffer.from('c') }))), true);
  });

  it('keeps the entry as it was asked for', () => {
    const path = write('a.zip', buildZip([]));
    const finder = ask(path);
    assert.equal(finder?.entry, path);
    finder?.close();
  });

  it('leaves what is not there, directories and other files to others', () => {
    mkdirSync(join(folder, 'd.zip'));
    const others = [
      join(folder, 'missing.zip'),
      join(folder, 'd.zip'),
      folder,
      write('a.js', 'export {};'),
      write('empty', ''),
      write('b.js', 'const signature = "PK\x05\x06";'),
      write('c.bin', Buffer.alloc(200_000, 'PK\x05\x06')),
      join(folder, 'a.js', 'below.zip'),
      `${folder}/${'x'.repeat(5000)}.zip`,
      `${folder}/nul\0.zip`,
    ];
    for (const path of others) assert.equal(ask(path), null, path);
  });

  it('throws for a .zip that is none, and for another file with an end record that is broken', () => {
    assert.throws(() => ask(write('a.zip', 'text')), { code: 'ERR_ZIPIMPORT_EOCD_MISSING' });
    assert.throws(() => ask(write('b.zip', '')), { code: 'ERR_ZIPIMPORT_EOCD_MISSING' });
    const broken = buildZip([{ name: 'a' }, { name: '../b' }]);
    assert.throws(() => ask(write('app', broken)), { code: 'ERR_ZIPIMPORT_MEMBER_NAME_UNSAFE' });
  });

  it('reopens a replaced file and keeps an unchanged one open', () => {
    const hook = createZipPathHook();
    const path = write('a.zip', buildZip([{ name: 'old' }]));
    const old = hook(path)!;
    assert.deepEqual(hook(path)!.list(''), ['old']);
    renameSync(write('new', buildZip([{ name: 'new' }])), path);
    const replaced = hook(path)!;
    assert.deepEqual([replaced.list(''), old.list('')], [['new'], ['old']]);
    replaced.close();
    old.close();
  });
});
