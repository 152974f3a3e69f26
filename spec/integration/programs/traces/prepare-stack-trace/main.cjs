Error.prepareStackTrace = (error, sites) =>
  sites
    .filter((site) => !/^node:|(zipimport|engine|modules|running)\.cjs$/.test(site.getFileName()))
    .map((site) => [site.getFileName(), site.getLineNumber(), site.getColumnNumber(), site.getFunctionName(), site.getTypeName(), site.isToplevel(), site.isEval(), site.getScriptNameOrSourceURL?.()].join(' '))
    .join('\n');
console.log(require('./site.js').trace());
import('./site.mjs').then(({ trace }) => console.log(trace()));
