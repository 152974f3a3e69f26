module.exports = 'plain: string';
