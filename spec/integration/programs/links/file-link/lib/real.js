module.exports = [require('node:path').basename(__filename), require('node:path').basename(__dirname), require('./beside')];
