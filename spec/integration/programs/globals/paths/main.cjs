const path = require('node:path');
console.log(path.basename(__dirname), path.basename(__filename), require.main === module, module.id, module.filename === __filename, module.loaded, path.basename(process.argv[1]), process.argv.length);
console.log(Object.keys(globalThis).filter((key) => !/^(navigator|crypto|fetch|WebSocket|localStorage|sessionStorage|Storage|CustomEvent|EventSource)$/.test(key)), this === module.exports, arguments.length);
console.log(typeof globalThis.zipimport, Object.getOwnPropertySymbols(globalThis).filter((symbol) => String(symbol) !== 'Symbol(zipimport)').length);
