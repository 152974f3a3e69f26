module.exports = require('alias:b');
