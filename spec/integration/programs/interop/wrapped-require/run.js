const help = require('./help'); module.exports = () => help();
