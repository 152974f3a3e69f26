module.exports = 'what lies beside it';
