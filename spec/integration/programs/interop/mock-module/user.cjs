module.exports = () => require('./dependency.cjs');
