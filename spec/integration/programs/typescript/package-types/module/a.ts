const where: string = typeof require;
export default where;
