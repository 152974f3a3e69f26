require('./warns.js');
console.log('done');
