module.exports = 'index 2';
