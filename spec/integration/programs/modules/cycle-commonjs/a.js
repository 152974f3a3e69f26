exports.done = false;
const b = require('./b');
exports.seen = b.aDone;
exports.done = true;
