exports.read = () => 'real';
exports.other = 'other';
