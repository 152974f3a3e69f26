module.exports = { name: 'a', from: __filename };
