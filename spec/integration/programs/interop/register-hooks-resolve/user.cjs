module.exports = require('./plain.cjs') + require('virtual:thing').default;
