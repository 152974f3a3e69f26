const a = require('./lib/a');
console.log(a, require('./lib/a') === a, require('./lib'), require('./data'), require('./lib/'), require('./lib/a.js'));
console.log(Object.keys(require.cache), module.children.map((child) => child.id));
console.log(require.cache[require.resolve('./lib/a')].parent === module, require.cache[require.resolve('./lib/a')].loaded);
