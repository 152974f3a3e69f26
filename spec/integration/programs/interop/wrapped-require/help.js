module.exports = () => 'help';
