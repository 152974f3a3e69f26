module.exports = 'BEFORE c';
