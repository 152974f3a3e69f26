// acorn: cases after its test/ folder; among them it parses its own files, read from where they lie.
const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const acorn = require('acorn');

describe('acorn', () => {
  const parse = (source, options) => acorn.parse(source, { ecmaVersion: 'latest', ...options });
  it('parses itself as a script', () => {
    const source = readFileSync(require.resolve('acorn'), 'utf8');
    const tree = parse(source, { sourceType: 'script' });
    assert.equal(tree.end, source.length);
  });
  it('parses itself as a module', () => {
    const file = require.resolve('acorn').replace(/acorn\.js$/, 'acorn.mjs');
    const names = parse(readFileSync(file, 'utf8'), { sourceType: 'module' })
      .body.filter(({ type }) => type === 'ExportNamedDeclaration')
      .flatMap(({ specifiers }) => specifiers.map(({ exported }) => exported.name));
    assert.deepEqual(
      names.filter((name) => !(name in acorn)),
      [],
    );
    assert.ok(names.includes('Parser'));
  });
  it('names the place of errors', () => {
    assert.throws(() => parse('let a;\nlet a;'), {
      message: "Identifier 'a' has already been declared (2:4)",
      pos: 11,
    });
  });
  it('goes with the version of the language', () => {
    assert.throws(() => parse('a ?? b', { ecmaVersion: 11 - 1 }), SyntaxError);
    assert.equal(parse('a ?? b').body[0].expression.operator, '??');
  });
  it('tokenizes', () => {
    const labels = [...acorn.tokenizer('x = `a$' + '{1}`', { ecmaVersion: 2020 })].map(({ type }) => type.label);
    assert.deepEqual(labels, ['name', '=', '`', 'template', '${', 'num', '}', 'template', '`']);
  });
  it('collects comments and places', () => {
    const comments = [];
    parse('// a\n/* b */ x', { onComment: comments, locations: true });
    assert.deepEqual(
      comments.map(({ value, loc }) => [value, loc.start.line]),
      [
        [' a', 1],
        [' b ', 2],
      ],
    );
  });
  it('is extended', () => {
    const Extended = acorn.Parser.extend(
      (Base) =>
        class extends Base {
          parseDebuggerStatement() {
            this.next();
            return this.finishNode(this.startNode(), 'EmptyStatement');
          }
        },
    );
    assert.equal(Extended.parse('debugger', { ecmaVersion: 2020 }).body[0].type, 'EmptyStatement');
  });
});
