module.exports = 'another one';
