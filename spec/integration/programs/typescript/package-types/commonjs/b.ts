const where: string = typeof require;
module.exports = where;
