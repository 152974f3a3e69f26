module.exports = ['BEFORE b', require('./c')];
