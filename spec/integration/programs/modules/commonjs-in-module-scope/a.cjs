module.exports = [typeof require, typeof module, __filename];
