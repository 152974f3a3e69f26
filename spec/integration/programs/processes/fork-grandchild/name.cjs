module.exports = (depth) => `level ${depth}`;
