const Module = require('node:module');
const path = require('node:path');

function proxyquire(request, stubs) {
  const { _load } = Module;
  const id = require.resolve(request);
  const cached = Module._cache[id];
  delete Module._cache[id];
  const handlers = {};
  for (const extension of Object.keys(require.extensions)) {
    handlers[extension] = require.extensions[extension];
    require.extensions[extension] = (module, filename) => {
      const original = module.require;
      module.require = (name) => (Object.hasOwn(stubs, name) ? stubs[name] : original.call(module, name));
      return handlers[extension](module, filename);
    };
  }
  Module._load = (name, parent, isMain) => (parent?.filename === id && Object.hasOwn(stubs, name) ? stubs[name] : _load(name, parent, isMain));
  try {
    return require(request);
  } finally {
    Module._load = _load;
    Object.assign(require.extensions, handlers);
    if (cached) Module._cache[id] = cached;
    else delete Module._cache[id];
  }
}
console.log(proxyquire('./subject', { './dep': 'stubbed', fs: { fake: 1 } }), require('./subject').dep, path.basename(module.children.at(-1).id));
