module.exports = 'BEFORE one';
