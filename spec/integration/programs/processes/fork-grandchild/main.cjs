const { fork } = require('node:child_process');
const depth = Number(process.argv[2] ?? 3);
console.log(require('./name.cjs')(depth));
const options = depth === 2 ? { execArgv: [] } : depth === 1 ? { env: { HOME: '/' } } : {};
if (depth > 0) fork(__filename, [String(depth - 1)], options).on('exit', (code) => process.exit(code + 1));
