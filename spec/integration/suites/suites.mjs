// The suites that are run: packages whose own tests come with them from the registry, and cases written for those without.
const MODULES = 'node_modules';

/** Why a file is left out. */
const NOT_PUBLISHED = 'needs fixtures that npm does not publish: links, or a node_modules of its own';
const WRITES = 'writes into its own package';
const NEEDS_TOOLS = 'needs a tool that is not installed here';
const NEEDS_TAP = 'needs what tap had in its time and tape has not';
const NEEDS_PROCESS = 'needs a process of its own: it changes globals, or is disturbed by what others changed';
const SLOW = 'takes seconds, and has nothing of its own to say about where it runs from';

const LOADED_BY_NAME = ['2dep_module', 'fn', 'global', 'module', 'opts', 'sh', 'whole_package', 'write'];

/**
 * A suite. Its tests are the files of `folders` whose names match `files`, in one process, or each in its own when it is `isolated`.
 * `options` are further ones for the runner, `env` variables. `without` names files that are left out, each with the reason. `atLeast` tests have to pass on
 * each version, so that an empty run does not count as an equal one.
 */
export const SUITES = [
  tape('qs', { atLeast: 1600 }),
  tape('resolve', {
    without: {
      'node_path.js': NOT_PUBLISHED,
      'pathfilter.js': NOT_PUBLISHED,
      'pathfilter_sync.js': NOT_PUBLISHED,
      'resolver.js': NOT_PUBLISHED,
      'resolver_sync.js': NOT_PUBLISHED,
      'shadowed_core.js': NOT_PUBLISHED,
      'subdirs.js': NOT_PUBLISHED,
      'symlinks.js': WRITES,
    },
    atLeast: 400,
  }),
  tape('deep-equal', { atLeast: 600 }),
  tape('minimist', { atLeast: 150 }),
  tape('string.prototype.matchall', { atLeast: 600 }),
  tape('fast-uri', { atLeast: 3000 }),
  tape('walkdir', {
    without: { 'async.js': NOT_PUBLISHED, 'nested-symlink.js': NOT_PUBLISHED, 'symlink.js': NOT_PUBLISHED },
    atLeast: 40,
  }),
  tape('detective', { atLeast: 80 }),
  tape('module-deps', {
    without: {
      'cache_persistent.js': WRITES,
      'file_cache.js': NEEDS_TAP,
      'pkg.js': NOT_PUBLISHED,
      ...Object.fromEntries(LOADED_BY_NAME.map((name) => [`tr_${name}.js`, NOT_PUBLISHED])),
    },
    atLeast: 40,
  }),
  tape('semver4', { without: { 'amd.js': NEEDS_TAP, 'no-module.js': NEEDS_TAP }, atLeast: 1400 }),
  tape('split2', { folders: [`${MODULES}/split2`], files: /^test\.js$/, atLeast: 50 }),
  {
    name: 'proxyquire',
    runner: 'mocha',
    folders: [`${MODULES}/proxyquire/test`],
    options: ['--require', `ROOT/${MODULES}/should`],
    without: { 'proxyquire-global.js': NEEDS_TOOLS, 'proxyquire-non-object.js': NEEDS_PROCESS },
    atLeast: 40,
  },
  // A part of its 180 files, for the time they take.
  nodeTest('fastify', { files: /^(p[lr]|re[gp]|[t-z]).*\.test\.js$/, atLeast: 300 }),
  nodeTest('fastify, its parts', {
    folders: ['internals', 'esm', 'https', 'http2'].map((folder) => `${MODULES}/fastify/test/${folder}`),
    without: { 'schema-controller-perf.test.js': NEEDS_PROCESS },
    atLeast: 400,
  }),
  nodeTest('pino', {
    files: /^(?!browser).*\.test\.js$/,
    without: {
      'timestamp-nano.test.js': NEEDS_PROCESS,
    },
    atLeast: 400,
  }),
  nodeTest('pino, its transports', {
    folders: [`${MODULES}/pino/test/transport`],
    isolated: true,
    // Without core, which reads a file as soon as it is there, whole or not.
    files: /^(caller|pipeline|preload|sync-true|targets|uses).*\.test\.js$/,
    // A loop that waits for a worker; its default is too short for a busy machine.
    env: { MAX_TEST_LOOP_ITERATION: '10000000' },
    atLeast: 10,
  }),
  // Without those that wait, and those that race with a clock.
  nodeTest('avvio', {
    files: /^(?!await-use|close|.*timeout).*\.test\.js$/,
    atLeast: 180,
  }),
  nodeTest('find-my-way', { without: { 'for-in-loop.test.js': NEEDS_PROCESS, 'server.test.js': SLOW }, atLeast: 400 }),
  nodeTest('light-my-request', { atLeast: 180 }),
  nodeTest('thread-stream', {
    files: /^(?!bundlers|commonjs|string-limit|thread-m|transpiled|ts-|watch|worker).*\.test\.js$/,
    atLeast: 30,
  }),
  // Without thread-management, which races with a clock.
  nodeTest('thread-stream, alone', {
    folders: [`${MODULES}/thread-stream/test`],
    isolated: true,
    files: /^(bundlers|commonjs|watch|worker).*\.test\.js$/,
    atLeast: 3,
  }),
  nodeTest('fast-json-stringify', {
    without: {
      'array.test.js': SLOW,
      'object-mechanism-native.test.js': WRITES,
      'standalone-mode.test.js': WRITES,
      'typebox.test.js': NEEDS_TOOLS,
      'webpack.test.js': WRITES,
    },
    atLeast: 600,
  }),
  {
    name: 'ported cases',
    runner: 'mocha',
    folders: ['inside/ported'],
    files: /\.test\.cjs$/,
    atLeast: 100,
  },
];

function tape(name, suite) {
  return { name, runner: 'tape', folders: [`${MODULES}/${name}/test`], ...suite };
}

function nodeTest(name, suite) {
  return { name, runner: 'node:test', folders: [`${MODULES}/${name}/test`], files: /\.test\.js$/, ...suite };
}
