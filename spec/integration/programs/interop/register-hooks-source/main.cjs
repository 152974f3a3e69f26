const { registerHooks } = require('node:module');

registerHooks({
  load(url, context, next) {
    if (url.endsWith('transformed.js')) {
      const { source, format } = next(url, context);
      return { format, source: `${source}\nmodule.exports += ' transformed';`, shortCircuit: true };
    }
    return next(url, context);
  },
});
console.log(require('./transformed.js'), require('./other.js'));
