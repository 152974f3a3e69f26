// chalk: cases after its test/ folder; it finds its own parts by `imports` (#ansi-styles) and conditions.
const assert = require('node:assert/strict');

describe('chalk', () => {
  let chalk;
  let Chalk;
  before(async () => {
    ({ default: chalk, Chalk } = await import('chalk'));
    chalk = new Chalk({ level: 3 });
  });
  it('styles', () => assert.equal(chalk.underline('foo'), '\u001B[4mfoo\u001B[24m'));
  it('nests and closes', () => {
    assert.equal(
      chalk.red(`a${chalk.underline.bgBlue('b')}!`),
      '\u001B[31ma\u001B[4m\u001B[44mb\u001B[49m\u001B[24m!\u001B[39m',
    );
    assert.equal(chalk.red(`a${chalk.yellow('b')}c`), '\u001B[31ma\u001B[33mb\u001B[39m\u001B[31mc\u001B[39m');
  });
  it('closes at line ends', () => assert.equal(chalk.grey('a\nb'), '\u001B[90ma\u001B[39m\n\u001B[90mb\u001B[39m'));
  it('knows true colour and falls back', () => {
    assert.equal(chalk.hex('#ff0000')('x'), '\u001B[38;2;255;0;0mx\u001B[39m');
    assert.equal(new Chalk({ level: 1 }).hex('#ff0000')('x'), '\u001B[91mx\u001B[39m');
  });
  it('says nothing at level 0', () => assert.equal(new Chalk({ level: 0 }).red('x'), 'x'));
  it('refuses levels that are none', () =>
    assert.throws(() => new Chalk({ level: 10 }), /should be an integer from 0 to 3/));
  it('lists its names', async () => {
    const { modifierNames, colorNames, backgroundColorNames } = await import('chalk');
    assert.equal(new Set([...modifierNames, ...colorNames, ...backgroundColorNames]).size, 45);
  });
});
