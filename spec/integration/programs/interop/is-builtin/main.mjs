import module, { createRequire, isBuiltin } from 'node:module';

const require = createRequire(import.meta.url);
console.log(isBuiltin('fs'), isBuiltin('pkg'), require.resolve('fs'), require.resolve('node:path'), module.builtinModules.includes('fs'));
console.log(require.resolve.paths('pkg').map((path) => path.split('/').slice(-2).join('/')).slice(0, 1), require.resolve.paths('fs'), require.resolve.paths('./x').map((path) => path.split('/').pop()));
console.log(module.Module === module, Object.keys(require), typeof require.main);
