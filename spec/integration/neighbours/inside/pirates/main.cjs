const { addHook } = require('pirates');

const seen = [];
const revert = addHook(
  (code, filename) => {
    seen.push(filename.replace(__dirname, '<dir>'));
    return code.replaceAll('BEFORE', 'AFTER');
  },
  { exts: ['.js', '.cjs', '.es'], ignoreNodeModules: true, matcher: (filename) => !filename.includes('skipped') },
);
console.log(require('./one.cjs'), require('./two.js'), require('./three.es'), require('./skipped.cjs'), require('dep'));
revert();
delete require.cache[require.resolve('./one.cjs')];
console.log(require('./one.cjs'), seen);
