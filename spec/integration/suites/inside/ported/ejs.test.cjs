// ejs: cases after its test/ejs.js; templates and what they include are read from where this file lies.
const assert = require('node:assert/strict');
const { join } = require('node:path');
const ejs = require('ejs');

const page = join(__dirname, 'views', 'page.ejs');
const DATA = { title: 'T', items: [1, 2] };
const EXPECTED = '<h1>T</h1>\n<ul>\n<li>1</li>\n<li>2</li>\n</ul>\n';

describe('ejs', () => {
  it('renders and escapes', () => assert.equal(ejs.render('<%= a %> <%- a %>', { a: '<' }), '&lt; <'));
  it('runs scriptlets', () => assert.equal(ejs.render('<% for (let i = 0; i < 3; i++) { %><%= i %><% } %>'), '012'));
  it('takes other delimiters', () => assert.equal(ejs.render('<?= 1 ?>', {}, { delimiter: '?' }), '1'));
  it('renders files with a callback', (done) => {
    ejs.renderFile(page, DATA, (error, text) => done(error ?? assert.equal(text, EXPECTED)));
  });
  it('renders files with a promise, from its cache, too', async () => {
    for (let i = 0; i < 2; i++) assert.equal(await ejs.renderFile(page, DATA, { cache: true }), EXPECTED);
    ejs.clearCache();
  });
  it('includes by name from its folders of views', () => {
    const text = ejs.render('<%- include("list", { items: [9] }) %>', {}, { views: [join(__dirname, 'views')] });
    assert.equal(text, '<ul>\n<li>9</li>\n</ul>\n');
  });
  it('reports what it cannot include', () => {
    assert.throws(
      () => ejs.render('<%- include("none") %>', {}, { filename: page }),
      /Could not find the include file "none"/,
    );
  });
  it('names file and line in its errors', () => {
    assert.throws(
      () => ejs.render('\n<%= nothing.at %>', {}, { filename: page }),
      (error) => error.message.startsWith(`${page}:2`),
    );
  });
  it('is told of files that are not there', async () => {
    await assert.rejects(ejs.renderFile(join(__dirname, 'none.ejs'), {}), { code: 'ENOENT' });
  });
});
