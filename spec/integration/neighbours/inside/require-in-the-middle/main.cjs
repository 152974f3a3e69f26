const { Hook } = require('require-in-the-middle');

const hook = new Hook(['dep', 'path'], { internals: true }, (exports, name, basedir) => {
  console.log('hooked', name, basedir?.replace(__dirname, '<dir>'));
  if (name === 'dep') exports.hooked = true;
  return exports;
});
const file = new Hook(
  [require.resolve('./file.cjs')],
  (exports, name) => `${exports} and ${name.replace(__dirname, '<dir>')}`,
);
console.log(require('dep').hooked, require('dep').inner, typeof require('path').join, require('./file.cjs'));
hook.unhook();
file.unhook();
console.log(require('./file.cjs'));
