const { existsSync } = require('fs');
const source = require('./source.cjs');

module.exports = () => [source.read(), source.other, existsSync(__filename)];
