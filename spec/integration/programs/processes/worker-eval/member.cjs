module.exports = 'member';
