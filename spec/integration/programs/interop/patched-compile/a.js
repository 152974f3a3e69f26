module.exports = VERSION;
