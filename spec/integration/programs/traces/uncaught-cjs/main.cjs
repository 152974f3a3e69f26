console.log('before');
require('./thrower.js')();
