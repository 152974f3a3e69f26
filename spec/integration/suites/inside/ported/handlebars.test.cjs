// handlebars: cases after its spec/ folder, and its require hook for templates, which works by an extension handler.
const assert = require('node:assert/strict');
const Handlebars = require('handlebars');

describe('handlebars', () => {
  const render = (template, data, options) => Handlebars.compile(template, options)(data);
  it('escapes', () => assert.equal(render('{{a}} {{{a}}}', { a: '<&>' }), '&lt;&amp;&gt; <&>'));
  it('iterates', () => {
    assert.equal(render('{{#each list}}{{@index}}{{this}}{{else}}none{{/each}}', { list: ['a', 'b'] }), '0a1b');
    assert.equal(render('{{#each list}}{{this}}{{else}}none{{/each}}', { list: [] }), 'none');
  });
  it('helps', () => {
    const instance = Handlebars.create();
    instance.registerHelper('loud', (text) => text.toUpperCase());
    assert.equal(instance.compile('{{loud a}} {{#if (loud a)}}y{{/if}}')({ a: 'x' }), 'X y');
  });
  it('has partials and blocks of partials', () => {
    const instance = Handlebars.create();
    instance.registerPartial('layout', '<{{> @partial-block }}>');
    assert.equal(instance.compile('{{#> layout}}in{{/layout}}')({}), '<in>');
  });
  it('precompiles', () => {
    // biome-ignore lint/security/noGlobalEval: what precompile is for
    const spec = eval(`(${Handlebars.precompile('Hi {{name}}')})`);
    assert.equal(Handlebars.template(spec)({ name: 'you' }), 'Hi you');
  });
  it('reports where a template is wrong', () => assert.throws(() => render('{{#if}}', {}), /Parse error on line 1/));
  it('does not reach prototypes', () => assert.equal(render('{{constructor.name}}', {}), ''));
  it('requires templates', () =>
    assert.equal(require('./views/greeting.handlebars')({ name: '<you>' }), 'Hello &lt;you&gt;!\n'));
});
