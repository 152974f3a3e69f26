// postcss: cases after its test/ folder; previous source maps are read from beside the style sheets.
const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const postcss = require('postcss');

const from = join(__dirname, 'public', 'style.css');

describe('postcss', () => {
  it('prints what it parsed', () => {
    const css = '@media (x){a:hover{color:red;;}/* c */}\n';
    assert.equal(postcss.parse(css).toString(), css);
  });
  it('runs plug-ins', async () => {
    const plugin = {
      postcssPlugin: 'test',
      Declaration(node) {
        node.value = node.value.replace('red', 'blue');
      },
    };
    const { css, messages } = await postcss([plugin]).process('a { color: red }', { from: undefined });
    assert.equal(css, 'a { color: blue }');
    assert.deepEqual(messages, []);
  });
  it('reads the map beside the file and goes on from it', async () => {
    const { map } = await postcss([]).process(readFileSync(from, 'utf8'), {
      from,
      to: from,
      map: { inline: false, prev: undefined },
    });
    const { sources } = map.toJSON();
    assert.deepEqual(sources, ['style.scss']);
  });
  it('shows the source in its errors', () => {
    assert.throws(
      () => postcss.parse('a {\n  b: c', { from }),
      (error) => {
        assert.equal(error.name, 'CssSyntaxError');
        assert.equal(error.file, from);
        assert.match(error.showSourceCode(false), /> 1 \| a \{/);
        return true;
      },
    );
  });
  it('moves and clones nodes', () => {
    const root = postcss.parse('a{} b{x:y}');
    root.prepend(root.last.clone({ selector: 'c' }));
    root.first.remove();
    root.last.before({ text: 'here' });
    assert.equal(root.toString(), ' a{} /* here */ b{x:y}');
  });
  it('is the same by import', async () => {
    const imported = await import('postcss');
    assert.equal(imported.default, postcss);
    assert.equal(imported.Rule, postcss.Rule);
  });
});
