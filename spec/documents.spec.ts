// The documents against the sources: error codes, environment variables, links, and the code that they show.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ERROR_CODES } from '../lib/errors.ts';
import { ROOT, runNode } from './support/run-node.ts';
import { sourcesOf } from './support/sources.ts';
import { makeTempFolder, removeFolder, writeArchive } from './support/temp-folder.ts';

function read(name: string): string {
  return readFileSync(join(ROOT, name), 'utf8');
}

const documents = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`),
];

/** Rows of the tables of a page whose first cell is code: [that code, the second cell]. */
function codeRows(text: string): [string, string][] {
  return [...text.matchAll(/^\| `([^`]+)` \| (.*?) \|/gm)].map((match) => [match[1] ?? '', match[2] ?? '']);
}

/** The fragment that GitHub gives a heading. */
function fragmentOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

describe('docs/hooks.md', () => {
  it('says of each bundle what it is loaded for', () => {
    const atStart = ['register.cjs', 'start.cjs', 'zipimport.cjs'];
    const bundles = readdirSync(join(ROOT, 'dist')).filter((name) => name.endsWith('.cjs') && !atStart.includes(name));
    const named = [...read('docs/hooks.md').matchAll(/^\| (`\w+\.cjs`(?:, `\w+\.cjs`)*) \|/gm)].flatMap(([, cell]) =>
      [...(cell ?? '').matchAll(/\w+\.cjs/g)].map(([name]) => name),
    );
    assert.deepEqual(named.sort(), bundles.sort());
  });
});

describe('docs/errors.md', () => {
  it('lists exactly the codes of the table, with their meanings', () => {
    const rows = codeRows(read('docs/errors.md')).filter(([code]) => code.startsWith('ERR_ZIPIMPORT_'));
    assert.deepEqual(Object.fromEntries(rows), { ...ERROR_CODES });
    assert.equal(rows.length, Object.keys(ERROR_CODES).length);
  });

  it('names no code that does not exist, and neither does any other document', () => {
    for (const name of documents) {
      const named = [...read(name).matchAll(/\bERR_ZIPIMPORT_[A-Z0-9_]*[A-Z0-9]\b(?!_?\*)/g)].map(([code]) => code);
      assert.deepEqual(
        named.filter((code) => !(code in ERROR_CODES)),
        [],
        name,
      );
    }
  });
});

describe('CHANGELOG.md', () => {
  it('lists every error code', () => {
    const text = read('CHANGELOG.md');
    assert.deepEqual(
      Object.keys(ERROR_CODES).filter((code) => !text.includes(`\`${code}\``)),
      [],
    );
  });
});

describe('README.md', () => {
  it('lists exactly the environment variables that the sources know', () => {
    const sources = ['lib', 'loaders', 'hooks', 'cli'].flatMap(sourcesOf);
    const known = new Set(
      sources.flatMap(({ text }) =>
        [...text.matchAll(/'(ZIPIMPORT_[A-Z]+(?:_[A-Z]+)*)'/g)].map((match) => match[1] ?? ''),
      ),
    );
    const listed = codeRows(read('README.md'))
      .map(([name]) => name)
      .filter((name) => name.startsWith('ZIPIMPORT_'));
    assert.deepEqual(listed.sort(), [...known].sort());
  });

  it('has a section for every function that is exported', () => {
    const source = read('hooks/zipimport.ts');
    const exported = [...source.matchAll(/^export (?:function|const|class) (\w+)/gm)].map((match) => match[1] ?? '');
    assert.ok(exported.length >= 7);
    const headings = [...read('README.md').matchAll(/^### (.+)$/gm)].map((match) => match[1] ?? '').join(' ');
    assert.deepEqual(
      exported.filter((name) => !new RegExp(`\\b${name}\\b`).test(headings)),
      [],
    );
  });
});

describe('the documents', () => {
  for (const name of documents) {
    it(`${name} links to what is there`, () => {
      for (const [, target = ''] of read(name).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (target.includes(':')) continue;
        const [file = '', fragment] = target.split('#');
        const path = file === '' ? name : join(dirname(name), file);
        // The benchmark writes this one; a checkout that has not been measured lacks it.
        if (path.replaceAll('\\', '/') === 'docs/benchmarks.md') continue;
        assert.ok(existsSync(join(ROOT, path)), `${target} is not there`);
        if (fragment === undefined) continue;
        const headings = [...read(path).matchAll(/^#+ (.+)$/gm)].map((match) => fragmentOf(match[1] ?? ''));
        assert.ok(headings.includes(fragment), `${target}: no such heading`);
      }
    });
  }

  it('show the example plug-in as it is', () => {
    const shown = [...read('docs/plugins.md').matchAll(/^`(examples\/plugin\/[\w.]+)`:\n\n```js\n([\s\S]*?)```/gm)];
    assert.deepEqual(
      shown.map(([, name, text]) => [name, text]),
      ['plugin.cjs', 'tarball.cjs'].map((name) => [`examples/plugin/${name}`, read(`examples/plugin/${name}`)]),
    );
  });

  it('name scripts that package.json has', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const name of documents) {
      const named = [...read(name).matchAll(/npm run ([\w:]+)/g)].map((match) => match[1] ?? '');
      assert.deepEqual(
        named.filter((script) => !(script in scripts)),
        [],
        name,
      );
    }
  });
});

describe('the code in the documents', () => {
  let folder: string;
  before(async () => {
    folder = makeTempFolder();
    const installed = join(folder, 'node_modules/zipimport');
    mkdirSync(installed, { recursive: true });
    for (const name of ['package.json', 'dist']) cpSync(join(ROOT, name), join(installed, name), { recursive: true });
    await writeArchive(join(folder, 'vendor.zip'), {
      'package.json': '{ "type": "module" }',
      'lib/parse.js': 'export const parse = "parsed";',
    });
    await writeArchive(join(folder, 'plugins.zip'), { 'first-plugin/index.js': 'module.exports = "plugged in";' });
  });
  after(() => removeFolder(folder));

  /** The example of a document that begins so. */
  function exampleOf(document: string, beginning: string): string {
    const examples = [...read(document).matchAll(/^```js\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '');
    const found = examples.find((text) => text.startsWith(beginning));
    assert.ok(found !== undefined, `${document} has no example that begins with ${beginning}`);
    return found;
  }

  function run(source: string, args: readonly string[] = []): string {
    writeFileSync(join(folder, 'example.mjs'), source);
    const { stdout, stderr } = runNode([...args, join(folder, 'example.mjs')], { cwd: folder });
    return stdout + stderr;
  }

  it('README.md: register and mount', () => {
    const example = exampleOf('README.md', 'import { register, mount }');
    assert.equal(run(`${example}console.log(parse, plugin.default);\n`), 'parsed plugged in\n');
  });

  it('docs/errors.md: what an error says', () => {
    const archive = join(folder, 'plugins.zip');
    writeFileSync(archive, 'no archive');
    const example = exampleOf('docs/errors.md', 'import { ZipImportError }');
    const said = run(example, ['--import', 'zipimport/register']);
    assert.equal(said, `ERR_ZIPIMPORT_EOCD_MISSING ${archive} undefined\n`);
  });
});
