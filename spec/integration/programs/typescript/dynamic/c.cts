module.exports = "c" satisfies string;
