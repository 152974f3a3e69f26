const path = require('node:path') as typeof import('node:path');
const { value }: { value: number } = require('./value.cts');

console.log(require.main === module, path.basename(__filename), value);
