exports.b = VERSION + require('../a');
