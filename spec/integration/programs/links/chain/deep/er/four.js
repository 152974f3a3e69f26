module.exports = 'four';
