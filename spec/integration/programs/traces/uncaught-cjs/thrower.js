module.exports = function thrower() {
  const error = new TypeError('uncaught', { cause: new Error('the cause') });
  error.code = 'E_MINE';
  throw error;
};
