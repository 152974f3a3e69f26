module.exports = 'BEFORE b';
