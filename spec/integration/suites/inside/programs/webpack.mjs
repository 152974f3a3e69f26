// webpack bundles an entry that lies where this file lies, with a loader from there, into the working directory; the bundle is then run.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import webpack from 'webpack';

const context = join(dirname(fileURLToPath(import.meta.url)), 'site');
const path = join(process.cwd(), 'out');
const compiler = webpack({
  mode: 'production',
  target: 'node',
  context,
  entry: './main.js',
  output: { path, filename: 'bundle.cjs', chunkFilename: '[name].cjs', assetModuleFilename: '[name].[contenthash][ext]' },
  module: {
    rules: [
      { test: /\.txt$/, use: join(context, 'text-loader.cjs') },
      { test: /\.svg$/, type: 'asset/resource' },
    ],
  },
  optimization: { chunkIds: 'named', moduleIds: 'named' },
  devtool: 'source-map',
});
const stats = await new Promise((resolve, reject) => compiler.run((error, result) => (error ? reject(error) : resolve(result))));
await new Promise((resolve) => compiler.close(resolve));
console.log(stats.toString({ all: false, assets: true, modules: true, errors: true, warnings: true }));
for (const name of readdirSync(path).sort()) console.log(name, readFileSync(join(path, name), 'utf8'));
await import(pathToFileURL(join(path, 'bundle.cjs')).href);
