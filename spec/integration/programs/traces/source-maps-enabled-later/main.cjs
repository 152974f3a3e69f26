process.setSourceMapsEnabled(true);
const { findSourceMap } = require('node:module');
const { thrower } = require('./thrower.cjs');
try {
  thrower({ name: 'later', depth: 1 });
} catch (error) {
  console.log(error.stack.replace(/\n +at .*node:internal.*/g, ''));
}
const map = findSourceMap(require.resolve('./thrower.cjs'));
console.log(process.sourceMapsEnabled, map?.payload.sources, map?.findEntry(0, 100)?.originalLine);
