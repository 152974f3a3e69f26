// 485 odd, broken and hostile archives against their manifest. How they are scored: spec/fixtures/zips/SOURCES.md.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { openArchive } from '../../../lib/archive/archive.ts';
import { followLinks } from '../../../lib/finders/links.ts';
import { ZipFinder } from '../../../lib/finders/zip-finder.ts';
import { FIXTURES, type Fixture, readManifest } from '../../support/corpus.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';
import { REFUSED_AS_A_WHOLE } from './corpus-refusals.ts';

const HAS_ZSTD = typeof zlib.zstdDecompressSync === 'function';

/** Archives that do not conform, each with the reason. The spec fails when one is missing here, and when one here conforms. */
const NOT_CONFORMING: Readonly<Record<string, string>> = HAS_ZSTD
  ? {}
  : { 'gen__zstd-a.zip': 'this Node.js has no zstd; the member is refused with a code that says so' };

interface Outcome {
  /** The code with which the whole archive was refused. */
  readonly refusal: string | null;
  /** What does not conform. */
  readonly problems: readonly string[];
}

describe('the corpus', () => {
  const manifest = readManifest();
  const outcomes = new Map<string, Outcome>();
  let folder: string;

  before(() => {
    folder = makeTempFolder();
    for (const fixture of manifest) outcomes.set(fixture.file, judge(fixture, pathOf(fixture, folder)));
  });
  after(() => removeFolder(folder));

  it('is whole', () => {
    assert.equal(manifest.length, 485);
    for (const { file } of manifest) assert.ok(existsSync(join(FIXTURES, file)), file);
    assert.equal(new Set(manifest.map(({ file }) => file)).size, 485);
  });

  for (const { file } of manifest) {
    it(`${file} ${file in NOT_CONFORMING ? 'does not conform yet' : 'conforms'}`, () => {
      const { problems } = outcomes.get(file)!;
      if (file in NOT_CONFORMING) assert.notDeepEqual(problems, [], 'conforms now: take it off the list');
      else assert.deepEqual(problems, []);
    });
  }

  it('is refused as a whole only where the list says so, and with these codes', () => {
    const refused: Record<string, string> = {};
    for (const { file, open } of manifest) {
      const { refusal } = outcomes.get(file)!;
      if (open === 'ok' && refusal !== null) refused[file] = refusal;
    }
    assert.deepEqual(refused, REFUSED_AS_A_WHOLE);
  });

  it('is refused as a whole wherever that is demanded', () => {
    const opened = manifest.filter(
      ({ file, open, alt }) => open === 'reject' && alt === undefined && outcomes.get(file)!.refusal === null,
    );
    assert.deepEqual(
      opened.map(({ file }) => file),
      [],
    );
  });
});

function pathOf({ file, encoding }: Fixture, folder: string): string {
  if (encoding !== 'gzip') return join(FIXTURES, file);
  const path = join(folder, file.replace(/\.gz$/, ''));
  writeFileSync(path, zlib.gunzipSync(readFileSync(join(FIXTURES, file))));
  return path;
}

function judge(fixture: Fixture, path: string): Outcome {
  const allowed = [fixture.open, ...(fixture.alt ?? [])];
  let finder: ZipFinder;
  try {
    finder = new ZipFinder(path, openArchive(path));
  } catch (error) {
    const { name, code, message } = error as Error & { readonly code: string };
    const isConforming = name === 'ZipImportError' && allowed.includes('reject');
    return { refusal: code, problems: isConforming ? [] : [`refused: ${message}`] };
  }
  try {
    const problems = allowed.includes('ok') ? judgeContent(fixture, finder) : judgeUnwanted(fixture, finder, allowed);
    return { refusal: null, problems };
  } finally {
    finder.close();
  }
}

// Opened though it should be refused: then every member must fail, and there must be one.
function judgeUnwanted({ members }: Fixture, finder: ZipFinder, allowed: readonly string[]): string[] {
  const names = Object.keys(members);
  const isEmpty = finder.list('')?.length === 0;
  if (isEmpty) return allowed.includes('empty') ? [] : ['opened as if empty'];
  if (names.length === 0) return ['opened'];
  return names.filter((name) => isContent(read(finder, name))).map((name) => `served ${name}`);
}

function judgeContent(fixture: Fixture, finder: ZipFinder): string[] {
  const problems: string[] = [];
  for (const [name, wanted] of Object.entries(fixture.members)) {
    const values = [wanted, ...(fixture.member_alt?.[name] ?? [])];
    const mayFail = values.some((value) => !isContent(value));
    const names = [name, ...(fixture.key_alt?.[name] ?? [])];
    const results = names.map((key) => read(finder, key));
    const served = results.filter(isContent);
    // An alternative that is neither a hash nor an error is another name, under which the same content may be found.
    const isElsewhere = values.some(
      (value) => !isContent(value) && !value.startsWith('error:') && read(finder, value) === wanted,
    );
    const isRight = served.length > 0 ? served.every((hash) => values.includes(hash)) : mayFail || isElsewhere;
    if (!isRight) problems.push(`${name}: wanted ${values}, got ${results}`);
  }
  for (const [name, { raw_sha256 }] of Object.entries(fixture.links ?? {})) {
    const link = finder.lookup(name);
    if (link === undefined || link.kind !== 'link') problems.push(`${name}: no link`);
    else if (sha256(finder.read(link)) !== raw_sha256) problems.push(`${name}: another target`);
  }
  for (const [name, wanted] of Object.entries(fixture.via ?? {})) {
    const result = read(finder, name);
    if (result !== wanted) problems.push(`${name}: wanted ${wanted} through the link, got ${result}`);
  }
  return problems;
}

// The SHA-256 of what the name leads to, or why it leads to nothing.
function read(finder: ZipFinder, name: string): string {
  try {
    const result = followLinks(finder, name);
    if ('failure' in result) return `error:${result.failure}`;
    return result.member.kind === 'file' ? sha256(finder.read(result.member)) : `error:${result.member.kind}`;
  } catch (error) {
    const { name: errorName, code } = error as Error & { readonly code: string };
    assert.equal(errorName, 'ZipImportError', `${(error as Error).stack}`);
    return `error:${code}`;
  }
}

function isContent(value: string): boolean {
  return /^[0-9a-f]{64}$/.test(value);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
