module.exports = 'part 2';
