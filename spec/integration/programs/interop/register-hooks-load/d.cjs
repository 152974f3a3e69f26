module.exports = 'd';
