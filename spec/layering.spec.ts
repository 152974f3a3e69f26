// Who may import whom, read from the import lines of all sources; and what no source may hold.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { ROOT } from './support/run-node.ts';
import { importsOf, sourcesOf } from './support/sources.ts';
import { makeTempFolder, removeFolder, writeTree } from './support/temp-folder.ts';

/** Layer -> the layers that it may import. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  lib: ['lib'],
  loaders: ['lib', 'loaders'],
  hooks: ['lib', 'loaders', 'hooks'],
  cli: ['lib', 'loaders', 'cli'],
};

/** Packages that the build bundles. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  lib: ['lru-cache', 'picomatch', 'valibot', 'fastest-levenshtein', 'tinyglobby'],
  loaders: ['acorn', 'cachedir'],
  cli: [
    'commander',
    'cli-table3',
    'cli-progress',
    'picomatch',
    'ignore',
    'cjs-module-lexer',
    'web-streams-polyfill',
    '@npmcli/arborist',
    '@zip.js/zip.js/lib/zip-core-writer.js',
  ],
};

/** The files of a layer that may import a builtin that the layer as a whole may not. */
const FORBIDDEN_BUILTINS: Readonly<Record<string, readonly string[]>> = { lib: ['node:module'] };

/** Why `source` may not import `specifier`; null when it may. */
function objection(source: string, specifier: string): string | null {
  const layer = source.split('/')[0] ?? '';
  if (specifier.startsWith('node:')) {
    return FORBIDDEN_BUILTINS[layer]?.includes(specifier) ? `${source} imports ${specifier}` : null;
  }
  if (!specifier.startsWith('.')) {
    return PACKAGES[layer]?.includes(specifier) ? null : `${source} imports the package ${specifier}`;
  }
  const target = posix.join(posix.dirname(source), specifier);
  const allowed = LAYERS[layer] ?? [];
  return allowed.includes(target.split('/')[0] ?? '') ? null : `${source} imports ${target}`;
}

/** The files of `graph`, file -> what it imports, that lie on a cycle or between two; none where there is no cycle. */
function onCycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  // What imports none of the rest is on no cycle, and neither is what none of the rest imports.
  let rest = new Set(graph.keys());
  for (let size = -1; size !== rest.size; ) {
    size = rest.size;
    const importing = [...rest].filter((file) => graph.get(file)?.some((target) => rest.has(target)));
    const imported = new Set(importing.flatMap((file) => graph.get(file) ?? []));
    rest = new Set(importing.filter((file) => imported.has(file)));
  }
  return [...rest].sort();
}

/** Rules of the linter that were broken below `folders`, and how many files it read. */
function lint(cwd: string, folders: readonly string[]): { readonly broken: string[]; readonly files: number } {
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const rules = ['--only=suspicious/noExplicitAny', '--only=style/noDefaultExport'];
  const { stdout, stderr } = spawnSync(process.execPath, [biome, 'lint', '--colors=off', ...rules, ...folders], {
    cwd,
    encoding: 'utf8',
  });
  const said = stdout + stderr;
  const broken = [...said.matchAll(/^(\S+):\d+:\d+ lint\/\w+\/(\w+)/gm)].map(([, file, rule]) => `${file} ${rule}`);
  return { broken, files: Number(/Checked (\d+) files?/.exec(said)?.[1] ?? 0) };
}

describe('layering', () => {
  const layers = Object.keys(LAYERS).filter((layer) => existsSync(join(ROOT, layer)));
  const sources = layers.flatMap(sourcesOf);

  it('finds the imports of every form, and only those', () => {
    const text = [
      "import a from './a.ts';",
      "import type { B } from './b.ts';",
      "import {\n  c,\n} from './c.ts';",
      "export * from './d.ts';",
      "import './e.ts';",
      "const f = await import('./f.ts'), g = require('./g.ts');",
      "// import x from './comment.ts';",
      "/** Stands in for `import 'y'` and from './z.ts'. */",
      "const url = 'http://host/path'; const text = 'a from b';",
    ].join('\n');
    assert.deepEqual(importsOf(text), ['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts', './f.ts', './g.ts']);
  });

  it('objects to what crosses a layer upwards', () => {
    const crossing: readonly (readonly [string, string])[] = [
      ['lib/a.ts', '../loaders/x.ts'],
      ['lib/path/a.ts', '../../hooks/x.ts'],
      ['lib/a.ts', 'node:module'],
      ['lib/a.ts', 'mocha'],
      ['loaders/source/a.ts', '../../hooks/x.ts'],
      ['hooks/a.ts', '../spec/support/x.ts'],
      ['cli/a.ts', '../hooks/x.ts'],
    ];
    for (const [source, specifier] of crossing) assert.notEqual(objection(source, specifier), null, specifier);
    assert.equal(objection('hooks/modules/a.ts', '../../lib/x.ts'), null);
    assert.equal(objection('hooks/a.ts', 'node:module'), null);
  });

  it('holds for every source', () => {
    assert.ok(sources.length > 80, `${sources.length} sources`);
    const objections = sources.flatMap(({ name, text }) =>
      importsOf(text).flatMap((specifier) => objection(name, specifier) ?? []),
    );
    assert.deepEqual(objections, []);
  });

  it('finds cycles, types included, of one file and of several', () => {
    const graph = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['b']],
      ['d', ['b', 'e']],
      ['e', []],
      ['f', ['f']],
    ]);
    assert.deepEqual(onCycles(graph), ['b', 'd', 'f']);
    assert.deepEqual(onCycles(new Map([...graph, ['d', ['e']], ['f', ['a']]])), []);
  });

  it('has no cycles: of two files, one is understood without the other', () => {
    const graph = new Map(
      [...sources, ...sourcesOf('spec/support')].map(({ name, text }) => [
        name,
        importsOf(text)
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => posix.join(posix.dirname(name), specifier)),
      ]),
    );
    assert.deepEqual(onCycles(graph), []);
  });

  it('is not stepped around: lib never reaches node:module through another door', () => {
    const doors = sourcesOf('lib').filter(({ text }) => /getBuiltinModule\(\s*['"](node:)?module['"]/.test(text));
    assert.deepEqual(doors, []);
  });
});

describe('sources', () => {
  const layers = Object.keys(LAYERS).filter((layer) => sourcesOf(layer).length > 0);

  it('have neither `any` nor default exports', () => {
    const { broken, files } = lint(ROOT, layers);
    assert.deepEqual(broken, []);
    assert.equal(files, layers.flatMap(sourcesOf).length);
  });

  it('do not silence the linter about them', () => {
    const silent = layers
      .flatMap(sourcesOf)
      .filter(({ text }) => /biome-ignore.*(noExplicitAny|noDefaultExport)/.test(text));
    assert.deepEqual(silent, []);
  });

  it('would be found out', () => {
    const folder = makeTempFolder();
    try {
      writeTree(folder, { 'lib/bad.ts': 'export default function f(a: any): void { a(); }\n' });
      assert.deepEqual(lint(folder, ['lib']).broken.sort(), ['lib/bad.ts noDefaultExport', 'lib/bad.ts noExplicitAny']);
    } finally {
      removeFolder(folder);
    }
  });

  it('are looked at by specs that all run: none is skipped, none runs alone', () => {
    const call = /\b(?:describe|it|this)\.(?:skip|only)\b/;
    const specs = sourcesOf('spec').filter(({ name }) => name.endsWith('.spec.ts'));
    assert.ok(specs.length > 100, `${specs.length} specs`);
    assert.deepEqual(
      specs.filter(({ text }) => call.test(text)).map(({ name }) => name),
      [],
    );
  });

  it('begin with a comment that says what they are for', () => {
    const silent = layers.flatMap(sourcesOf).filter(({ text }) => !text.startsWith('//'));
    assert.deepEqual(
      silent.map(({ name }) => name),
      [],
    );
  });
});
