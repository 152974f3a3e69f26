exports.index = require('./a').name;
