// The programs that are run: tools and servers, started from where they are installed, or driven by a program beside them.

const SOURCES = {
  'a.js': 'var a   = "x"\nif (a == 1) { unknown( ) }\n',
  'b.ts': 'export const b: number = "no";\nexport class C { #p = 1; get p() { return this.#p } }\n',
  'eslint.config.mjs': 'export default [{ rules: { eqeqeq: "error", "no-undef": "error", "no-var": "warn" } }];\n',
};

/**
 * A program: `main` and `args` name files below ROOT; `files` are put into the working directory; `fails` says that it should
 * end with an exit code; lines of one that `isParallel` come in any order;
 * one that `resolves` packages itself looks for a folder of the name node_modules, and is not run beside an archive of that name.
 */
export const PROGRAMS = [
  { name: 'eslint on a folder', main: 'node_modules/eslint/bin/eslint.js', args: ['.'], files: SOURCES, fails: true },
  { name: 'eslint, its API', main: 'inside/programs/eslint.mjs' },
  {
    name: 'prettier --check',
    main: 'node_modules/prettier/bin/prettier.cjs',
    args: ['--check', '.'],
    files: SOURCES,
    fails: true,
  },
  { name: 'prettier', main: 'node_modules/prettier/bin/prettier.cjs', args: ['a.js', 'b.ts'], files: SOURCES },
  { name: 'prettier, its API', main: 'inside/programs/prettier.mjs' },
  {
    name: 'tsc on the disk',
    main: 'node_modules/typescript/bin/tsc',
    args: ['--listEmittedFiles', '--target', 'es2015', '--types', '', 'b.ts'],
    files: SOURCES,
    fails: true,
  },
  {
    name: 'tsc on members',
    main: 'node_modules/typescript/bin/tsc',
    args: ['-p', 'ROOT/inside/programs/typescript', '--outDir', 'out', '--listFiles', '--listEmittedFiles'],
    resolves: true,
    fails: true,
  },
  { name: 'webpack', main: 'inside/programs/webpack.mjs', resolves: true },
  { name: 'rollup', main: 'inside/programs/rollup.mjs' },
  { name: 'vite build', main: 'inside/programs/vite.mjs' },
  { name: 'esbuild', main: 'inside/programs/esbuild.mjs' },
  {
    name: 'mocha',
    main: 'node_modules/mocha/bin/mocha.js',
    args: ['--reporter', 'spec', 'ROOT/inside/programs/mocha/*.spec.*'],
  },
  {
    name: 'mocha --parallel',
    isParallel: true,
    main: 'node_modules/mocha/bin/mocha.js',
    args: ['--parallel', '--jobs', '2', '--reporter', 'spec', 'ROOT/inside/programs/mocha/*.spec.*'],
  },
  { name: 'fastify server', main: 'inside/programs/fastify.mjs' },
  { name: 'jsdom', main: 'inside/programs/jsdom.mjs' },
  { name: 'yargs --help', main: 'inside/programs/yargs.mjs', args: ['--help'] },
  { name: 'yargs, a command', main: 'inside/programs/yargs.mjs', args: ['greet', 'you', '--loud'] },
];
