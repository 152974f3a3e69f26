export { f as 'module.exports' };
function f() {}
