import dep from '#dep';
import x from '#lib/x';
import { existsSync } from '#fs';
import self from 'self';
import sub from 'self/sub';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
console.log(dep, x, typeof existsSync, self, sub, require('#dep'), require('self/sub'));
for (const specifier of ['#bad', '#gone', '#absent', 'self/absent', '#lib/absent']) {
  try { await import(specifier); } catch (error) { console.log(specifier, error.code, error.message); }
  try { require(specifier); } catch (error) { console.log(specifier, error.code, error.message); }
}
