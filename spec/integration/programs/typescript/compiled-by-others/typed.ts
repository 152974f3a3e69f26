const value: string = 'typed';
module.exports = [value, require('./element')];
