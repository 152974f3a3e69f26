type T = string;
const value: T = 'cjs';
module.exports = { value, hasRequire: typeof require };
