// yargs: cases after its test/ folder; it reads locales and a package.json from where it and the program lie.
const assert = require('node:assert/strict');

describe('yargs', () => {
  let yargs;
  before(async () => {
    ({ default: yargs } = await import('yargs'));
  });
  const parse = (make, args) =>
    new Promise((resolve) => {
      make(yargs([]).scriptName('tool').exitProcess(false)).parse(args, (error, argv, output) =>
        resolve({ error, argv, output }),
      );
    });

  it('parses options, aliases, arrays and negations', async () => {
    const { argv } = await parse(
      (y) => y.option('name', { alias: 'n', array: true }).boolean('color'),
      '-n a b --no-color --x.y 5 rest'.split(' '),
    );
    assert.deepEqual(argv.name, ['a', 'b']);
    assert.equal(argv.color, false);
    assert.deepEqual(argv.x, { y: 5 });
    assert.deepEqual(argv._, ['rest']);
  });
  it('runs commands with positionals', async () => {
    const { argv } = await parse((y) => y.command('serve <port> [host]', 'Serves.', {}, () => {}), ['serve', '80']);
    assert.equal(argv.port, 80);
  });
  it('prints help', async () => {
    const { output } = await parse(
      (y) => y.usage('$0 <file>').option('depth', { describe: 'How deep', default: 2 }),
      ['--help'],
    );
    assert.match(output, /tool <file>/);
    assert.match(output, /--depth +How deep +\[default: 2\]/);
  });
  it('prints help in other languages', async () => {
    const { output } = await parse((y) => y.locale('de').option('tiefe', {}), ['--help']);
    assert.match(output, /Optionen:\n/);
    assert.match(output, /Version anzeigen/);
  });
  it('reports what is missing and what is unknown', async () => {
    const missing = await parse((y) => y.option('file', { demandOption: true }), []);
    assert.equal(missing.error.message, 'Missing required argument: file');
    const unknown = await parse((y) => y.strict(), ['--other', '1']);
    assert.equal(unknown.error.message, 'Unknown argument: other');
  });
  it('completes', async () => {
    const { output } = await parse((y) => y.command('alpha', 'A').command('beta', 'B').completion(), ['completion']);
    assert.match(output, /###-begin-tool-completions-###/);
  });
  it('reads configuration files', async () => {
    const { argv } = await parse(
      (y) => y.config('settings'),
      ['--settings', require.resolve('./public/settings.json')],
    );
    assert.equal(argv.depth, 7);
  });
  it('reads configuration that extends others', async () => {
    const config = require('./public/settings.json');
    const argv = yargs([])
      .config({ ...config, extends: require.resolve('./public/base.json') })
      .parse([]);
    assert.equal(argv.base, true);
    assert.equal(argv.depth, 7);
  });
});
