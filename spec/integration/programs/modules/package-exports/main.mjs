import * as main from 'pkg';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
console.log(main.default, require('pkg'), import.meta.resolve('pkg'), require.resolve('pkg'));
for (const sub of ['pkg/feature', 'pkg/features/x', 'pkg/features/private/x', 'pkg/lib/index.js', 'pkg/package.json', 'pkg/null', 'pkg/outside', 'pkg/array', 'pkg/nested', 'pkg/']) {
  try { console.log(sub, (await import(sub)).default); } catch (error) { console.log(sub, error.code, error.message); }
  try { console.log(sub, require(sub)); } catch (error) { console.log(sub, error.code, error.message); }
}
