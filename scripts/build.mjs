// Builds dist/: a CommonJS bundle that start-up needs, one that the first archive needs, thin entry points, and the types.
// CommonJS, because `-r` and `--import` both load it without waiting, and few files, because every file of our own costs 0.3 ms.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
// Built beside its place, so that whoever runs the old one meanwhile finds it whole.
const finished = join(root, 'dist');
const dist = `${finished}.${process.pid}.part`;

process.once('exit', () => rmSync(dist, { recursive: true, force: true }));
mkdirSync(dist, { recursive: true });

/**
 * Builtins that start-up does not need and that cost 0.4 to 1.5 ms each to load (zlib brings streams). Sources import them as anybody would;
 * in the bundle each is loaded when the first of its properties is used.
 */
const LAZY_BUILTINS = ['crypto', 'inspector', 'os', 'stream/web', 'vm', 'worker_threads', 'zlib'];

const lazyBuiltins = {
  name: 'lazy-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^node:(${LAZY_BUILTINS.join('|')})$`) }, ({ path }) => ({
      path,
      namespace: 'lazy',
    }));
    onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({
      // Inherited from, because what the bundler makes of an import copies own properties and keeps the prototype.
      contents: `
        let builtin;
        module.exports = Object.create(
          new Proxy({}, { get: (_, key) => (builtin ??= process.getBuiltinModule('${path}'))[key] }),
        );`,
    }));
  },
};

/** Packages name builtins without the prefix, which what replaces `require` below goes by. */
const prefixedBuiltins = {
  name: 'prefixed-builtins',
  setup({ onResolve }) {
    const bare = builtinModules.filter((name) => !/^(?:_|node:)/.test(name));
    onResolve({ filter: new RegExp(`^(?:${bare.join('|')})$`) }, ({ path }) => ({
      path: `node:${path}`,
      external: true,
    }));
  },
};

/** All bundles but the first take these from the bundle that loads it: see hooks/bundles/load-bundle.ts. */
const sharedModules = {
  name: 'shared-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/(errors|original-fs|stack-start)\.ts$/ }, ({ path }) => ({ path, namespace: 'shared' }));
    onLoad({ filter: /.*/, namespace: 'shared' }, ({ path }) => ({
      // Inherited from, as LAZY_BUILTINS: copied once for each importing file otherwise.
      contents: `module.exports = Object.create(globalThis[Symbol.for('zipimport.shared')]['${basename(path, '.ts')}']);`,
    }));
  },
};

/**
 * What the bundle of the engine leaves to bundles of their own, each loaded when the first of its functions is called: opening an archive
 * is done before most of the engine is needed, and reading it costs a millisecond for 25 KB.
 */
const ENGINE_PARTS = {
  'hooks/running.ts': 'running',
  'lib/archive/member-reader.ts': 'running',
  'lib/archive/kernel/scanner.ts': 'kernel',
  'lib/archive/index-builder.ts': 'indexing',
  'lru-cache': 'lru',
};

const engineParts = {
  name: 'engine-parts',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.|^lru-cache$/ }, ({ path, resolveDir }) => {
      const part = ENGINE_PARTS[path.startsWith('.') ? posixPath(join(resolveDir, path)) : path];
      return part === undefined ? undefined : { path: part, namespace: 'part' };
    });
    onLoad({ filter: /.*/, namespace: 'part' }, ({ path }) => ({
      // As LAZY_BUILTINS.
      contents: `
        const { load } = globalThis[Symbol.for('zipimport.shared')];
        let part;
        module.exports = Object.create(new Proxy({}, { get: (_, key) => (part ??= load('${path}'))[key] }));`,
    }));
  },
};

/** Relative to the project, with slashes. */
function posixPath(file) {
  return relative(root, file).replaceAll('\\', '/');
}

// For `import fs from 'node:fs'` the bundler copies every property of fs, once per importing file: 3 ms. A builtin has itself as its
// default export, so an object that inherits from it serves as well.
const COPIED_BUILTIN = /\b[\w$]+\((require\("node:[\w/]+"\)),1\)/g;

// Not by `require`, which hooks and mocks of others listen to.
const REQUIRED_BUILTIN = /\brequire\(("node:[\w/]+")\)/g;

// Node prints the line that throws an uncaught error: the statement, then, not what happens to stand beside it.
const SHOWN_THROW = /\bthrow(?: |\()[^;{}]*\batCaller\)?\([^;{}]*[;}]/g;

/** Folders of the packages that went into a bundle. */
const bundledPackages = new Set();

function rememberPackages({ inputs }) {
  for (const input of Object.keys(inputs)) {
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
    if (folder !== undefined) bundledPackages.add(folder);
  }
}

/** One CommonJS file, `dist/<name>.cjs`. */
async function bundle(name, plugins, source = `hooks/${name}.ts`, options = {}) {
  const { outputFiles, metafile } = await build({
    write: false,
    metafile: true,
    absWorkingDir: root,
    entryPoints: { [name]: join(root, source) },
    outdir: dist,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    // Names stay: they are what a stack trace says. Node prints the line that an uncaught error comes from, hence the limit.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160,
    // lru-cache looks for a clock for its time-to-live, which nothing here uses; the look alone would load perf_hooks.
    // fdir makes a require of its own from its URL, which it uses when it finds no picomatch bundled. With a drive, as Windows wants it.
    define: { performance: 'undefined', 'import.meta.url': '"file:///C:/zipimport"' },
    plugins: [lazyBuiltins, prefixedBuiltins, ...plugins],
    legalComments: 'eof',
    logLevel: 'warning',
    ...options,
  });
  rememberPackages(metafile);
  const [{ text }] = outputFiles;
  const inheriting = (_, builtin) => `Object.create(${builtin},{default:{value:${builtin}}})`;
  const code = text
    .replace(COPIED_BUILTIN, inheriting)
    .replace(REQUIRED_BUILTIN, 'process.getBuiltinModule($1)')
    .replace(SHOWN_THROW, '\n$&\n');
  writeFileSync(join(dist, `${name}.cjs`), code);
}

await bundle('zipimport', []);
// Compiled in every process, and no name of it is in a stack trace.
await bundle('start', [], 'hooks/start.ts', { minifyIdentifiers: true });
await bundle('files', [sharedModules], 'hooks/fs/parts.ts');
await bundle('modules', [sharedModules], 'hooks/modules/parts.ts');
await bundle('engine', [sharedModules, engineParts]);
await bundle('running', [sharedModules]);
await bundle('kernel', [sharedModules], 'lib/archive/kernel/scanner.ts');
await bundle('indexing', [sharedModules], 'lib/archive/index-builder.ts');
await bundle('lru', [sharedModules], posixPath(fileURLToPath(import.meta.resolve('lru-cache'))));
await bundle('native', [sharedModules], 'hooks/native/parts.ts');
await bundle('extraction', [sharedModules], 'hooks/extraction/parts.ts');
await bundle('processes', [sharedModules], 'hooks/process/parts.ts');
await bundle('compiled', [sharedModules], 'hooks/compiled/parts.ts');
await bundle('sourceless', [sharedModules], 'hooks/compiled/sourceless.ts');
await bundle('policy', [sharedModules], 'lib/policy/read-policy.ts');

// The JSON Schema of policy files, from the schema that they are checked with.
const { outputFiles } = await build({
  write: false,
  stdin: {
    contents: `
      import { toJsonSchema } from '@valibot/to-json-schema';
      import { policySchema } from './lib/policy/schema.ts';
      export const schema = { title: 'zipimport policy', ...toJsonSchema(policySchema) };`,
    resolveDir: root,
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
});
const { schema } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);
writeFileSync(join(dist, 'policy.schema.json'), `${JSON.stringify(schema, null, 2)}\n`);

// What a packed executable carries in its first line: small, and a module without a file.
await build({
  entryPoints: { boot: join(root, 'hooks/executable/boot.ts') },
  outdir: dist,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  minify: true,
  logLevel: 'warning',
});

/** What npm's library fetches and runs packages with; finding the tree on the disk does neither, and it is half of its size. */
const withoutNetwork = {
  name: 'without-network',
  setup({ onResolve, onLoad }) {
    const filter = /^(?:pacote|cacache|npm-registry-fetch|@npmcli\/(?:run-script|metavuln-calculator))$/;
    onResolve({ filter }, ({ path }) => ({ path, namespace: 'none' }));
    onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** zip.js takes its streams from the file that says which ones are fast. */
const lighterStreams = {
  name: 'lighter-streams',
  setup({ onLoad }) {
    onLoad({ filter: /@zip\.js[\\/]zip\.js[\\/]lib[\\/].*\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const names = ['ReadableStream', 'TransformStream', 'WritableStream'].filter((name) =>
        new RegExp(`\\b${name}\\b`).test(source),
      );
      if (names.length === 0) return undefined;
      const streams = JSON.stringify(join(root, 'cli/pack/streams.ts'));
      return { contents: `import { ${names.join(', ')} } from ${streams};\n${source}`, loader: 'js' };
    });
  },
};

// The command line: dist/cli.js, and a file in dist/cli for each command, which is loaded when the command is asked for; and pack as API.
const { metafile } = await build({
  metafile: true,
  absWorkingDir: root,
  entryPoints: { cli: join(root, 'cli/bin.ts'), pack: join(root, 'cli/pack/pack.ts') },
  outdir: dist,
  chunkNames: 'cli/[name]-[hash]',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
  // CommonJS packages call the one for builtins, and look at the other.
  banner: {
    js: [
      `import { createRequire as createBuiltinRequire } from 'node:module';`,
      `import { fileURLToPath as pathOfModule } from 'node:url';`,
      `const require = createBuiltinRequire(import.meta.url), __dirname = pathOfModule(new URL('.', import.meta.url));`,
    ].join(''),
  },
  plugins: [withoutNetwork, lighterStreams],
  legalComments: 'eof',
  logLevel: 'warning',
});
rememberPackages(metafile);
// Started by pack on other versions of Node.js.
await build({
  entryPoints: { 'compile-members': join(root, 'cli/pack/sourceless/compiler.ts') },
  outdir: join(dist, 'cli'),
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  logLevel: 'warning',
});
const cli = join(dist, 'cli.js');
writeFileSync(cli, `#!/usr/bin/env node\n${readFileSync(cli, 'utf8')}`);
chmodSync(cli, 0o755);

// Few packages have no file for it; they name it.
function licenceNamed(folder) {
  const { license, author } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${folder} is bundled and names no licence`);
  return `License: ${license}. Author: ${author?.name ?? author ?? 'not named'}.`;
}

// What is bundled keeps its licence.
const licences = [...bundledPackages].sort().map((folder) => {
  const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const file = readdirSync(join(root, folder)).find((file) => /^licen[cs]e/i.test(file));
  if (file === undefined) return `# ${name}\n\n${licenceNamed(folder)}\n`;
  return `# ${name}\n\n${readFileSync(join(root, folder, file), 'utf8').trim()}\n`;
});
writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.md'), licences.join('\n'));

// One copy serves a process even when the package is installed twice or loaded both ways: a second one would wrap the first one's hooks.
const CORE = `globalThis[Symbol.for('zipimport')] ??= require('./zipimport.cjs')`;
// A program's require.cache shows the program's modules only.
const HIDE = `delete require.cache[require.resolve('./zipimport.cjs')];`;
writeFileSync(
  join(dist, 'register.cjs'),
  // Few lines: Node looks through the whole text of what --import names for its exports; for the 5 KB of start.cjs Node 22 takes 10 ms.
  // And not by `require`: to find a second module and to make it one is a tenth of what registering costs.
  `'use strict';
const file = process.getBuiltinModule('path').join(__dirname, 'start.cjs');
const text = process.getBuiltinModule('fs').readFileSync(file, 'utf8');
process.getBuiltinModule('vm').compileFunction(text, ['__dirname'], { filename: file })(__dirname);
delete require.cache[__filename];
`,
);
const require = createRequire(import.meta.url);
// What Node loads into the hooks thread of module.register, when somebody else has hooks there.
writeFileSync(
  join(dist, 'thread.js'),
  `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\n(${CORE}).register();\nexport const { initialize, resolve, load } = globalThis[Symbol.for('zipimport.thread-hooks')];\n`,
);
const names = Object.keys(require(join(dist, 'zipimport.cjs')));
writeFileSync(
  join(dist, 'index.js'),
  `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nconst core = ${CORE};\n${HIDE}\nexport const { ${names.join(', ')} } = core;\n`,
);

const declarations = join(dist, 'declarations');
execFileSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json'), '--outDir', declarations],
  { cwd: root, stdio: 'inherit' },
);

/** The compiler declares every source. Published is one declaration, and what it names, so what consumers' compilers come to. */
function publishDeclaration(name) {
  const target = join(dist, 'types', name);
  if (existsSync(target)) return;
  // The compiler leaves the extensions of the sources in the declarations, where consumers' compilers do not find them.
  const text = readFileSync(join(declarations, name), 'utf8').replace(/(from '[^']+)\.ts'/g, "$1.js'");
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  for (const [, named] of text.matchAll(/from '(\.[^']+)\.js'/g))
    publishDeclaration(join(dirname(name), `${named}.d.ts`));
}
publishDeclaration('hooks/zipimport.d.ts');
publishDeclaration('cli/pack/pack.d.ts');
rmSync(declarations, { recursive: true });
writeFileSync(join(dist, 'index.d.ts'), `export * from './types/hooks/zipimport.js';\n`);
// As the file that it stands for: otherwise compilers think that CommonJS cannot load it.
writeFileSync(join(dist, 'register.d.cts'), 'export {};\n');
writeFileSync(join(dist, 'pack.d.ts'), `export * from './types/cli/pack/pack.js';\n`);

// Two renames: a process that loads a bundle late finds it missing for no longer than that.
const replaced = `${dist}.old`;
if (existsSync(finished)) renameSync(finished, replaced);
renameSync(dist, finished);
rmSync(replaced, { recursive: true, force: true });
