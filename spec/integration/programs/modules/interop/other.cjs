exports.fromOther = 'other';
exports.more = require('./names.cjs').alpha;
