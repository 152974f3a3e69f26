module.exports = 'BEFORE a';
