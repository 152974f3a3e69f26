module.exports = require('./d.cjs');
