const { createRequire, findPackageJSON } = require('node:module');
const inside = createRequire(__filename);
console.log(inside.resolve('./' + require('node:path').basename(__filename)), inside('node:fs') === require('fs'), inside.resolve('fs'), inside.resolve('node:fs'));
console.log(createRequire(__dirname + '/').resolve('./' + require('node:path').basename(__filename)));
console.log(Object.keys(inside), Object.keys(require), require.extensions === inside.extensions, Object.keys(require.extensions));
try { require('node:nothing'); } catch (error) { console.log(error.code, error.message); }
