module.exports = 'plain ';
