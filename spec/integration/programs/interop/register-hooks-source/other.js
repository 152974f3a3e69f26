module.exports = require('./transformed') + '!';
