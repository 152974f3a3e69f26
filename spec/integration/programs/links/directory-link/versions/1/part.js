module.exports = 'part 1';
