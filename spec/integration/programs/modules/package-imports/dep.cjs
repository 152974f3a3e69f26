module.exports = 'dep cjs';
