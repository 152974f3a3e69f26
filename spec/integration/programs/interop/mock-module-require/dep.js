module.exports = 'the dependency';
