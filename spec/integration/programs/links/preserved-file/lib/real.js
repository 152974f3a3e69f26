module.exports = { file: require('node:path').basename(__filename) };
