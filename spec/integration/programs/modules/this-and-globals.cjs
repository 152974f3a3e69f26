console.log(this === module.exports, typeof globalThis.require, arguments.length, [...arguments].map((a) => typeof a), require.length, require.name);
console.log(Object.keys(module), module instanceof require('node:module'), module.constructor === require('node:module'));
