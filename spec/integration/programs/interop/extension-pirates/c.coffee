module.exports = 'c #{x}';
