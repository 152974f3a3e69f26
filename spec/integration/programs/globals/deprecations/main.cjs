const { deprecate } = require('node:util');
deprecate(() => console.log('called'), 'old thing', 'DEP_MINE')();
