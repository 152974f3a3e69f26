module.exports = [require('virtual'), require('@/inner')];
