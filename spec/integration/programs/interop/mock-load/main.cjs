const Module = require('node:module');

const { _load } = Module;
const seen = [];
Module._load = function (request, parent, isMain) {
  seen.push(`${request} from ${parent?.filename?.split('/').pop()} ${isMain}`);
  if (request === './dep') return { mocked: true };
  return _load.apply(this, arguments);
};
console.log(require('./subject').dep);
Module._load = _load;
delete require.cache[require.resolve('./subject')];
console.log(require('./subject').dep, seen);
