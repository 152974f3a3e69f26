module.exports = 'BEFORE two';
