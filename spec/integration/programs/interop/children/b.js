require('./c.json'); exports.b = module.children.length;
