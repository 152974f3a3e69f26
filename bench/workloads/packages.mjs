// The packages that each workload loads. Loading is all that is measured: `use`, an expression over the loaded package `it`, is there
// only for packages that load most of their modules on first use. Work that loads nothing would only bring every ratio nearer to 1.
// `bundles: false`: esbuild's single file of the package does not run, `reason` says why.

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
  { from: 'ajv' },
  { from: 'axios' },
  { from: 'cheerio' },
  { from: 'date-fns' },
  { from: 'eslint' },
  { from: 'eslint/use-at-your-own-risk', use: `[...it.builtinRules.values()].length` },
  { from: 'express' },
  { from: 'fastify' },
  { from: 'graphql' },
  { from: 'handlebars' },
  { from: 'immutable' },
  { from: 'joi' },
  {
    from: 'jsdom',
    bundles: false,
    reason: 'reads a style sheet beside its own module',
  },
  { from: 'knex' },
  { from: 'lodash' },
  { from: 'luxon' },
  { from: 'moment' },
  { from: 'mongoose' },
  { from: 'nodemailer' },
  { from: 'pino' },
  { from: 'postcss' },
  { from: 'react' },
  { from: 'react-dom/server' },
  { from: 'rxjs' },
  { from: 'sequelize' },
  { from: 'socket.io' },
  { from: 'terser' },
  { from: 'typescript' },
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
    bundles: false,
    reason: 'finds its own folder by import.meta.url',
  },
  { from: 'zod' },
];

/** Loaded with `import`. @type {readonly Load[]} */
export const MODULES = [
  { from: '@octokit/rest' },
  { from: '@reduxjs/toolkit' },
  { from: 'axios' },
  { from: 'chalk' },
  { from: 'commander' },
  { from: 'd3' },
  { from: 'date-fns' },
  { from: 'execa' },
  { from: 'got' },
  { from: 'graphql' },
  { from: 'lodash-es' },
  { from: 'marked' },
  { from: 'ora' },
  { from: 'puppeteer-core' },
  { from: 'ramda' },
  { from: 'rehype-stringify' },
  { from: 'remark-parse' },
  { from: 'remark-rehype' },
  { from: 'three' },
  { from: 'unified' },
  { from: 'zod' },
];
