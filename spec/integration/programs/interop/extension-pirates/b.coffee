module.exports = [require('./a'), #{x}];
