// The packages that each workload loads, and the little work each of them is asked to do.
// `use` is an expression over the loaded package `it`; without one the package is only loaded. Packages whose main file loads lazily
// need it to reach the modules that a real program would. `bundles: false`: esbuild's single file of it does not run, `reason` says why.

/**
 * @typedef {object} Load
 * @property {string} from the specifier
 * @property {string} [use] expression whose value is added to the checksum, as a number
 * @property {boolean} [bundles] false when a single-file bundle of it does not run
 * @property {string} [reason] why not
 */

/** Loaded with `require`. @type {readonly Load[]} */
export const COMMONJS = [
  { from: '@aws-sdk/client-s3' },
  { from: '@aws-sdk/client-dynamodb' },
  {
    from: '@babel/preset-env',
    use: `require('@babel/core').transformSync('let a = 1', { presets: [it], babelrc: false, configFile: false }).code.length`,
  },
  { from: 'ajv', use: `Number(new it.default().validate({ type: 'number' }, 1))` },
  { from: 'axios' },
  { from: 'cheerio', use: `it.load('<p>one</p>')('p').length` },
  { from: 'date-fns' },
  { from: 'eslint', use: `new it.Linter().verify('let a = 1', [{ rules: { 'prefer-const': 2 } }]).length` },
  { from: 'eslint/use-at-your-own-risk', use: `[...it.builtinRules.values()].length` },
  { from: 'express', use: `Object.keys(it()).length` },
  { from: 'fastify' },
  { from: 'graphql', use: `it.parse('{ a }').definitions.length` },
  { from: 'handlebars', use: `it.compile('{{a}}')({ a: 1 }).length` },
  { from: 'immutable' },
  { from: 'joi' },
  {
    from: 'jsdom',
    use: `new it.JSDOM('<p>one</p>').window.document.querySelectorAll('p').length`,
    bundles: false,
    reason: 'reads a style sheet beside its own module',
  },
  { from: 'knex' },
  { from: 'lodash', use: `it.chunk([1, 2, 3], 2).length` },
  { from: 'luxon' },
  { from: 'moment' },
  { from: 'mongoose' },
  { from: 'nodemailer' },
  { from: 'pino' },
  { from: 'postcss', use: `it().process('a { b: c }', { from: undefined }).css.length` },
  { from: 'react' },
  { from: 'react-dom/server' },
  { from: 'rxjs' },
  { from: 'sequelize' },
  { from: 'socket.io' },
  { from: 'terser' },
  { from: 'typescript', use: `it.transpileModule('let a: number = 1', {}).outputText.length` },
  { from: 'undici' },
  {
    from: 'webpack',
    use: `it({ mode: 'production', entry: './none.js' }).options.plugins.length`,
    bundles: false,
    reason: 'resolves its own dependency by name when it starts',
  },
  { from: 'winston' },
  {
    from: 'yargs',
    use: `it(['--one']).parse().one ? 1 : 0`,
    bundles: false,
    reason: 'finds its own folder by import.meta.url',
  },
  { from: 'zod', use: `it.z.number().parse(1)` },
];

/** Loaded with `import`. @type {readonly Load[]} */
export const MODULES = [
  { from: '@octokit/rest' },
  { from: '@reduxjs/toolkit' },
  { from: 'axios' },
  { from: 'chalk' },
  { from: 'commander' },
  { from: 'd3' },
  { from: 'date-fns', use: `it.addDays(new Date(0), 1).getTime()` },
  { from: 'execa' },
  { from: 'got' },
  { from: 'graphql', use: `it.parse('{ a }').definitions.length` },
  { from: 'lodash-es', use: `it.chunk([1, 2, 3], 2).length` },
  { from: 'marked', use: `it.marked.parse('*a*').length` },
  { from: 'ora' },
  { from: 'puppeteer-core' },
  { from: 'ramda', use: `it.sum([1, 2])` },
  { from: 'rehype-stringify' },
  { from: 'remark-parse' },
  { from: 'remark-rehype' },
  { from: 'three', use: `new it.Vector3(1, 2, 3).length()` },
  { from: 'unified', use: `Object.keys(it.unified()).length` },
  { from: 'zod', use: `it.z.number().parse(1)` },
];
