module.exports = 'up';
