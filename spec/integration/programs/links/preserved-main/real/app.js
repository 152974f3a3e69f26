const path = require('node:path');
console.log(path.basename(__filename), path.basename(__dirname), require.main === module, path.basename(process.argv[1]));
