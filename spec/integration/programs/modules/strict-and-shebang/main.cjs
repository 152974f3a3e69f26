#!/usr/bin/env node
console.log((function () { return this === globalThis; })(), require('./bom'), require('./bom.json'));
