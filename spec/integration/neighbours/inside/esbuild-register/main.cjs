const { register } = require('esbuild-register/dist/node');

const { unregister } = register({ target: 'node18', hookIgnoreNodeModules: true });
const { Colour, pick } = require('./enum.ts');
console.log(Colour.Blue, pick(Colour.Red), require('./esm.js').default, require('./view.jsx').view);
try {
  require('./throws.ts').fail();
} catch (error) {
  console.log(error.stack.split('\n')[1].replace(__dirname, '<dir>'));
}
unregister();
