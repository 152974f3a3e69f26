const a = require('./a');
exports.aDone = a.done;
exports.missing = a.nothingOfThatName;
