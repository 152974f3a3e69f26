const main = require('./main.cjs');
exports.seen = [main.early, main.resolved(require, './main.cjs'), require('./main.cjs') === main, require('.') === main];
