module.exports = Object.fromEntries([["absent", 1]]);
