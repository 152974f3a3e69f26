module.exports = () => Object.assign(new Error("inspected"), { extra: { a: 1 } });
