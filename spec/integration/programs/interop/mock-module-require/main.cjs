// As proxyquire does: an extension handler gives the module a `require` of its own before Node's handler runs it.
const { extensions } = require;
const original = extensions['.js'];
extensions['.js'] = (module, filename) => {
  const real = module.require;
  module.require = (id) => (id === './dep.js' ? 'a stub' : real.call(module, id));
  return original(module, filename);
};
console.log(require('./subject.js'));
extensions['.js'] = original;
delete require.cache[require.resolve('./subject.js')];
console.log(require('./subject.js'));

const Module = require('node:module');
const made = new Module(require.resolve('./subject.js'), module);
made.require = (id) => `asked for ${id}`;
made.load(made.id);
console.log(made.exports, Object.keys(made).includes('require'));
