exports.dep = require('./dep');
