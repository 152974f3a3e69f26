#!/usr/bin/env node
console.log('node', require('./lib.js'), process.argv.slice(2), __filename.endsWith('tool.js'));
