const value: string = 'element';
module.exports = [value, require('./plain')];
