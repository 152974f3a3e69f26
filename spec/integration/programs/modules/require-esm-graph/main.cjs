const graph = require('./graph.mjs');
console.log(graph.sum, graph.common, graph.bare, graph.json, graph.meta);
