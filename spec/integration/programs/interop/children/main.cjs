const tree = (module) => [module.id === '.' ? '.' : module.id.split('/').pop(), module.loaded, module.children.map(tree), module.parent === null ? null : typeof module.parent];
require('./a');
require('./b');
console.log(JSON.stringify(tree(module)));
console.log(Object.keys(require.cache).map((name) => name.split('/').pop()));
console.log(require.cache[require.resolve('./b')].parent.id.split('/').pop(), module.paths[0].endsWith('app.zip/node_modules'), module.path === __dirname);
