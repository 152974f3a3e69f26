const add = require('./add.ts').add as (a: number, b: number) => number;
exports.name = `other ${add(3, 4)}` satisfies string;
