// The package as others get it: its types, its entry points and the files that are published.
import assert from 'node:assert/strict';
import { execSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { ROOT, runNode } from './support/run-node.ts';
import { importsOf } from './support/sources.ts';
import { makeTempFolder, removeFolder, writeTree } from './support/temp-folder.ts';

const IMPORTS =
  'import { loaders, mount, openArchive, openExtractionCache, pathHooks, register, use, ZipImportError, type Finder, type Loader, type PathHook } from "zipimport";\n';

// Everything of the API once, used as it is meant; a value of a wrong type would not be assignable.
const RIGHT = `${IMPORTS}
import 'zipimport/register';
import { pack, type MethodRule, type PackOptions, type PackSummary } from 'zipimport/pack';
import { ERROR_CODES, extractSync, findFinder, invalidate, type Archive, type CacheEntry, type ExtractionCache, type ErrorCode, type LoadRequest, type LoadResult, type Member, type Plugin, type PluginHost, type Undo } from 'zipimport';

class EmptyFinder implements Finder {
  readonly entry: string;
  constructor(entry: string) {
    this.entry = entry;
  }
  lookup(name: string): Member | undefined {
    return name === '' ? { name, kind: 'directory', size: 0 } : undefined;
  }
  list(name: string): readonly string[] | undefined {
    return name === '' ? [] : undefined;
  }
  read(): Buffer {
    throw new Error('nothing is here');
  }
  close(): void {}
}
const hook: PathHook = (entry) => (entry.endsWith('.empty') ? new EmptyFinder(entry) : null);
const loader: Loader = {
  name: 'mine/text',
  accepts: ({ name }) => name.endsWith('.txt'),
  available: () => 'not today',
  load: ({ finder, member }: LoadRequest): LoadResult => ({ format: 'commonjs', source: finder.read(member) }),
};
export const plugin: Plugin = {
  register(host: PluginHost) {
    host.pathHooks.add(hook, { suffixes: ['.empty'] });
    host.loaders.add(loader);
    return host.mount('/a/b.empty');
  },
};
const undos: Undo[] = [register(), pathHooks.add(hook), loaders.add(loader), mount('/x.zip'), use(new URL('file:///p.cjs')), use('/p.cjs')];
for (const undo of undos) undo();
const archive: Archive = openArchive('/x.zip');
const member: Member | undefined = archive.lookup('a.js');
export const text: string = member === undefined ? '' : archive.readText(member);
export const finder: Finder | null = findFinder('/x.zip');
invalidate();
invalidate('/x.zip');
const real: string = extractSync(new URL('file:///x.zip/a.db'));
const cache: ExtractionCache = openExtractionCache({ directory: real, keep: 1000, verify: false });
const entries: readonly CacheEntry[] = cache.list();
export const freed: number = cache.prune(0).removed.length + entries.length;
cache.place({ name: 'a', content: Buffer.from(''), executable: false });
const methods: readonly MethodRule[] = [{ match: '*.js', method: 'deflate', level: 9 }];
const options: PackOptions = { directory: real, output: '/y.zip', methods, production: true, compile: { warm: [['bin/cli.js', '--help']] } };
export const packed: Promise<PackSummary> = pack(options);
export const bytes: Promise<number> = packed.then(({ bytesOut, warnings }) => bytesOut + warnings.length);
try {
  archive.close();
} catch (error) {
  if (error instanceof ZipImportError) {
    const code: ErrorCode = error.code;
    const meaning: string = ERROR_CODES[code];
    const where: string | undefined = error.archive ?? error.member ?? meaning;
    console.log(where, error.offset?.toFixed());
  }
}
`;

/** File name -> [what is wrong, the compiler's code for it]. */
const WRONG: Readonly<Record<string, readonly [string, string]>> = {
  'hook-returns-string': ['export const hook: PathHook = () => "finder";', 'TS2322'],
  'hook-for-number': ['pathHooks.add((entry: number) => null);', 'TS2345'],
  'suffix-is-string': ['pathHooks.add(() => null, { suffixes: ".x" });', 'TS2322'],
  'loader-without-name': [
    'export const l: Loader = { accepts: () => true, load: () => ({ format: "json", source: "" }) };',
    'TS2741',
  ],
  'unknown-format': [
    'loaders.add({ name: "x", accepts: () => true, load: () => ({ format: "coffee", source: "" }) });',
    'TS2322',
  ],
  'entry-is-number': ['export const f: Pick<Finder, "entry"> = { entry: 1 };', 'TS2322'],
  'member-is-readonly': ['export function f(finder: Finder): void { finder.entry = ""; }', 'TS2540'],
  'unknown-code': ['throw new ZipImportError("ERR_ZIPIMPORT_NOT_ONE", "x");', 'TS2345'],
  'code-compared-with-typo': [
    'export const is = (e: ZipImportError): boolean => e.code === "ERR_ZIPIMPORT_EOCD_MISING";',
    'TS2367',
  ],
  'keep-is-string': ['openExtractionCache({ keep: "30d" });', 'TS2322'],
  'mount-of-nothing': ['mount();', 'TS2554'],
  'use-of-function': ['use(() => {});', 'TS2345'],
  'register-takes-none': ['register({ verbose: true });', 'TS2554'],
  'pack-without-output': ['import { pack } from "zipimport/pack"; await pack({ directory: "app" });', 'TS2741'],
  'read-by-name': ['openArchive("/x.zip").read("a.js");', 'TS2345'],
};

describe('the types', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
    const installed = join(folder, 'node_modules/zipimport');
    mkdirSync(installed, { recursive: true });
    for (const name of ['package.json', 'dist']) cpSync(join(ROOT, name), join(installed, name), { recursive: true });
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      module: 'NodeNext',
      target: 'ES2023',
      lib: ['ES2023'],
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules/@types')],
      noEmit: true,
      // The declarations of the package are checked, too.
      skipLibCheck: false,
    };
    writeTree(folder, {
      'tsconfig.json': JSON.stringify({ compilerOptions, include: ['right.mts', 'right.cts', 'wrong'] }),
      'package.json': '{ "type": "module" }',
      'right.mts': RIGHT,
      // A CommonJS consumer loads the ES module that the package exports with require, as Node 20.19 and newer do.
      'older.cts': "import 'zipimport/register';\n",
      'right.cts':
        'import zipimport = require("zipimport");\nexport const undo: zipimport.Undo = zipimport.register();\n',
      ...Object.fromEntries(
        Object.entries(WRONG).map(([name, [code]]) => [`wrong/${name}.mts`, `${IMPORTS}${code}\n`]),
      ),
    });
  });
  after(() => removeFolder(folder));

  it('accept right use and refuse wrong use', () => {
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const said = stdout.split('\n').filter((line) => /^\S/.test(line));
    const found = said.map((line) => line.replace(/^wrong\/([\w-]+)\.mts\((\d+),\d+\): error (TS\d+):.*$/, '$1 $2 $3'));
    const expected = Object.entries(WRONG).map(([name, [, code]]) => `${name} 2 ${code}`);
    assert.deepEqual(found.sort(), expected.sort());
  });

  it('let CommonJS that may load no ES modules (module: node16) preload the hooks', () => {
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const options = [
      '--module',
      'node16',
      '--target',
      'es2022',
      '--strict',
      '--noEmit',
      '--types',
      'node',
      '--pretty',
      'false',
    ];
    const types = ['--typeRoots', join(ROOT, 'node_modules/@types')];
    const args = [compiler, '--ignoreConfig', ...options, ...types, join(folder, 'older.cts')];
    const { stdout, status } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    assert.deepEqual([stdout, status], ['', 0]);
  });
});

describe('the package', () => {
  it('resolves what it exports, and nothing else', () => {
    const program = `
      const said = [];
      for (const name of ['zipimport', 'zipimport/register', 'zipimport/pack', 'zipimport/policy.schema.json', 'zipimport/package.json', 'zipimport/dist/engine.cjs']) {
        try { said.push(import.meta.resolve(name).slice(import.meta.url.length)); } catch (error) { said.push(error.code); }
      }
      const core = await import('zipimport');
      console.log(JSON.stringify([said, Object.keys(core).sort()]));`;
    // A package may name itself, so its own folder serves as a consumer.
    const { stdout, stderr } = runNode(
      [
        '--input-type=module',
        '-e',
        program.replace('import.meta.url', JSON.stringify(new URL('..', import.meta.url).href)),
      ],
      { cwd: ROOT },
    );
    assert.equal(stderr, '');
    const [resolved, names] = JSON.parse(stdout) as [string[], string[]];
    assert.deepEqual(resolved, [
      'dist/index.js',
      'dist/register.cjs',
      'dist/pack.js',
      'dist/policy.schema.json',
      'package.json',
      'ERR_PACKAGE_PATH_NOT_EXPORTED',
    ]);
    const api = [
      'ERROR_CODES',
      'ZipImportError',
      'extractSync',
      'findFinder',
      'invalidate',
      'loaders',
      'mount',
      'openArchive',
      'openExtractionCache',
      'pathHooks',
      'register',
      'use',
    ];
    assert.deepEqual(
      api.filter((name) => !names.includes(name)),
      [],
    );
  });

  it('needs no other package at run time', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, unknown>;
    assert.equal(manifest.dependencies, undefined);
    const scripts = readdirSync(join(ROOT, 'dist')).filter((name) => /\.[cm]?js$/.test(name));
    assert.ok(scripts.length >= 3);
    for (const name of scripts) {
      const text = readFileSync(join(ROOT, 'dist', name), 'utf8');
      const packages = [
        ...importsOf(text),
        ...[...text.matchAll(/\brequire\("([^"]+)"\)/g)].map((match) => match[1] ?? ''),
      ];
      // A parser has keywords between quotes, which are not names of packages behind them.
      const unknown = packages.filter(
        (from) => /^[@\w]/.test(from) && !builtinModules.includes(from.replace('node:', '')),
      );
      assert.deepEqual(
        unknown.filter((from) => !from.startsWith('internal/')),
        [],
        name,
      );
    }
  });

  it('publishes the build and the documents only', () => {
    // Without scripts: they would build anew under the feet of other specs.
    const listed = execSync('npm pack --dry-run --json --ignore-scripts --silent', {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    const answer = JSON.parse(listed) as unknown;
    const [pack] = Object.values(answer as Record<string, { readonly files: readonly { readonly path: string }[] }>);
    const names = (pack?.files ?? []).map(({ path }) => path);
    const stray = names.filter((name) => !/^(dist\/.+\.(c?js|d\.c?ts)|docs\/[\w-]+\.md)$/.test(name));
    assert.deepEqual(stray.sort(), [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/THIRD-PARTY-LICENSES.md',
      'dist/policy.schema.json',
      'package.json',
    ]);
    for (const name of ['dist/index.js', 'dist/index.d.ts', 'dist/register.cjs', 'docs/archives.md'])
      assert.ok(names.includes(name), name);
    const declarations = names.filter((name) => /\.d\.c?ts$/.test(name));
    const entries = ['dist/index.d.ts', 'dist/pack.d.ts', 'dist/register.d.cts'];
    const named = declarations.flatMap((name) =>
      importsOf(readFileSync(join(ROOT, name), 'utf8'))
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => posix.join(posix.dirname(name), specifier.replace(/\.js$/, '.d.ts'))),
    );
    assert.deepEqual([...new Set([...entries, ...named])].sort(), declarations.sort());
  });
});
