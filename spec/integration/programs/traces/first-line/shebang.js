#!/usr/bin/env node
module.exports = new Error().stack.split("\n")[1];
