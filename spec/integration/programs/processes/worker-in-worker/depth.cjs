exports.depth = (n) => `depth ${n} ${process.env.A}`;
