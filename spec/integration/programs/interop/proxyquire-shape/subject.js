exports.dep = require('./dep');
exports.fs = "fake" in require("fs");
