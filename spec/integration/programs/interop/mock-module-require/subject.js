module.exports = [require('./dep.js'), require('./other.js')];
