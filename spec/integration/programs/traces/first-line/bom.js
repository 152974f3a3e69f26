module.exports = new Error().stack.split("\n")[1];
