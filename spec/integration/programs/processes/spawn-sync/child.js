const [, , name] = process.argv;
console.log(name, __filename, module.id, process.env.MINE, require('node:fs').readFileSync(0, 'utf8'));
if (name === 'fail') {
  console.error('failing');
  process.exit(4);
}
module.exports = 'required from the standard input';
