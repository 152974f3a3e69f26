import assert from 'node:assert/strict';
import { Script } from 'node:vm';
import { type AnnouncedModule, makeCompiledModules, packedModules } from '../../../hooks/compiled/compiled-modules.ts';
import type { ModuleCode, ModuleCompiler } from '../../../hooks/modules/module-compiler.ts';
import type { Member } from '../../../lib/finders/finder.ts';
import type { CachedCode } from '../../../loaders/compiled/code-cache.ts';
import { type CodeCaches, KEEPS_IMPORT, scriptText } from '../../../loaders/compiled/code-cache-loader.ts';
import { flat, KEEPS_NAME, renameScript, STORED_NAME } from '../../../loaders/compiled/script-name.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const finder = memoryFinder('/x/app.zip', { 'a.mjs': 'export default 1;' });
const member = finder.lookup('a.mjs') as Member;
const announced: AnnouncedModule = { url: 'file:///x/app.zip/a.mjs', source: 'export default 1;', finder, member };
const recorded = (): null => null;
const code: ModuleCode = { cachedData: Buffer.from('cache'), hasImport: false, reject() {} };

/** A code cache as archives hold it. */
function storedCode(): Buffer {
  const data = new Script('0', { filename: flat('/made.js') }).createCachedData();
  return (KEEPS_NAME ? renameScript(data, '/made.js', STORED_NAME) : data) ?? assert.fail('not renamed');
}

describe('makeCompiledModules', () => {
  let find: (url: string, source: string) => ModuleCode | null;
  let isWatched: boolean;
  let opened: number;
  let installed: number;
  const compiler: ModuleCompiler = {
    install(take) {
      find = take;
      installed += 1;
      return () => {
        installed -= 1;
      };
    },
    codeCache: () => null,
  };
  const open = (): ModuleCompiler => {
    opened += 1;
    return compiler;
  };
  beforeEach(() => {
    isWatched = false;
    opened = 0;
    installed = 0;
  });

  it('has the code of what was announced, once, and of the same text only', () => {
    const modules = makeCompiledModules(open, { wants: () => true, recorded, codeOf: () => code }, () => isWatched);
    modules.announce(announced);
    assert.equal(find(announced.url, announced.source), code);
    assert.equal(find(announced.url, announced.source), null);
    modules.announce(announced);
    // V8 tells sources apart by their length.
    assert.equal(find(announced.url, 'export default 2;'), null);
    modules.announce(announced);
    const other = { ...announced, url: `${announced.url}?other` };
    assert.equal(find(other.url, announced.source), null);
    // Several at a time, in any order.
    modules.announce(other);
    assert.equal(find(announced.url, announced.source), code);
    assert.equal(find(other.url, announced.source), code);
  });

  it('opens the door into Node once, and not before there is something to compile', () => {
    const wanted = new Set<unknown>();
    const modules = makeCompiledModules(
      open,
      { wants: (asked) => wanted.has(asked), recorded, codeOf: () => code },
      () => isWatched,
    );
    modules.announce(announced);
    assert.equal(opened, 0);
    wanted.add(finder);
    modules.announce(announced);
    modules.announce(announced);
    assert.deepEqual([opened, installed], [1, 1]);
    modules.undo();
    modules.undo();
    assert.equal(installed, 0);
    modules.announce(announced);
    assert.deepEqual([opened, installed], [1, 1]);
  });

  it('leaves alone what is watched', () => {
    isWatched = true;
    makeCompiledModules(open, { wants: () => true, recorded, codeOf: () => code }, () => isWatched).announce(announced);
    assert.equal(opened, 0);
  });

  it('asks once for a door that is not there', () => {
    let asked = 0;
    const none = (): null => {
      asked += 1;
      return null;
    };
    const modules = makeCompiledModules(none, { wants: () => true, recorded, codeOf: () => code }, () => isWatched);
    modules.announce(announced);
    modules.announce(announced);
    modules.undo();
    assert.equal(asked, 1);
  });
});

describe('packedModules', () => {
  const entry: CachedCode = {
    sourceCrc: 0,
    sourceSize: member.size,
    hasImport: false,
    hasHashbang: false,
    isModule: true,
    offset: 0,
    length: 5,
    crc: 0,
    text: null,
  };
  const caches = (more: Partial<CodeCaches>, found: Partial<CachedCode> = {}): CodeCaches => ({
    moduleSourceBytes: 2 ** 20,
    find: () => ({ ...entry, ...found }),
    data: storedCode,
    text: () => 'export default 1;',
    ...more,
  });
  const none = {} as ModuleCompiler;

  it('has the code caches of ES modules, whole ones', () => {
    const said: string[] = [];
    const codeOf = (given: CodeCaches | null): ModuleCode | null =>
      packedModules(
        () => given,
        (what) => said.push(what),
      ).codeOf(announced, none);
    const found = codeOf(caches({}))?.cachedData;
    assert.ok(found !== undefined);
    // Named as the module is.
    assert.equal(found.equals(storedCode()), !KEEPS_NAME);
    assert.equal(found.includes(announced.url), KEEPS_NAME);
    assert.equal(codeOf(caches({}, { hasImport: true }))?.hasImport, KEEPS_IMPORT ? true : undefined);
    assert.equal(codeOf(caches({}, { isModule: false })), null);
    assert.equal(codeOf(caches({ find: () => undefined })), null);
    assert.equal(codeOf(null), null);
    assert.equal(codeOf(caches({ data: () => null })), null);
    assert.deepEqual(said, ['code cache', ...(KEEPS_IMPORT ? ['code cache'] : []), 'damaged code cache']);
  });

  it('has none for a text alone', () => {
    const modules = packedModules(
      () => caches({}, { length: 0 }),
      () => assert.fail('reported'),
    );
    assert.equal(modules.codeOf(announced, none), null);
    assert.equal(modules.recorded(finder, member)?.source, 'export default 1;');
  });

  it('tells formats and sources by them', () => {
    const recordedBy = (given: CodeCaches | null): unknown =>
      packedModules(
        () => given,
        () => {},
      ).recorded(finder, member);
    assert.deepEqual(recordedBy(caches({})), { format: 'module', source: 'export default 1;' });
    assert.deepEqual(recordedBy(caches({ text: () => null })), { format: 'module', source: null });
    const script = { isModule: false };
    assert.deepEqual(recordedBy(caches({ text: () => null }, script)), { format: 'commonjs', source: null });
    for (const [source, hasHashbang] of [
      ['exports.a = 1;', false],
      ['#!/usr/bin/env node\nexports.a = 1;', true],
    ] as const) {
      const holder = memoryFinder('/x/app.zip', { 'a.js': source });
      const text = scriptText(holder, holder.lookup('a.js') as Member, hasHashbang);
      assert.deepEqual(recordedBy(caches({ text: () => text }, { ...script, hasHashbang })), {
        format: 'commonjs',
        source,
      });
    }
    assert.equal(recordedBy(caches({ find: () => undefined })), null);
    assert.equal(recordedBy(null), null);
  });

  it('leaves an archive alone once V8 has refused one', () => {
    const modules = packedModules(
      () => caches({}),
      () => {},
    );
    modules.codeOf(announced, none)?.reject();
    assert.equal(modules.codeOf(announced, none), null);
  });

  it('wants archives with many modules', () => {
    const wants = (given: CodeCaches | null): boolean =>
      packedModules(
        () => given,
        () => {},
      ).wants(finder);
    assert.equal(wants(caches({})), true);
    assert.equal(wants(caches({ moduleSourceBytes: 1000 })), false);
    assert.equal(wants(null), false);
  });
});
