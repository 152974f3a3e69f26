module.exports = [require('./a'), require('mocked'), require('./c')];
