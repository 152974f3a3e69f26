exports.up = require('./up.cjs');
