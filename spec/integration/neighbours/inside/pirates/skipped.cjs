module.exports = 'BEFORE skipped';
