// Hooks that only look, on the hooks thread, and a replaced `require`, as instrumentations have both: what an imported CommonJS package requires.
import Module, { register } from 'node:module';

register('./hooks.mjs', import.meta.url);
const { require } = Module.prototype;
const seen = [];
Module.prototype.require = function (id) {
  seen.push(id);
  return require.call(this, id);
};
const { default: value, name } = await import('cjs');
console.log(value.name, name, value.cached, seen);
