const { add } = require('./add.ts');
const other = require('./other.cts');

console.log(add(1, 2), other.name, module.children.map((child) => child.id.split('/').pop()));
console.log(require.resolve('./add.ts').endsWith('add.ts'), require('./add.ts').add === add);
try {
  require('./add');
} catch (error) {
  console.log(error.code);
}
