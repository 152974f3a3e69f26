// express: cases after its test/ folder; views, static files and downloads come from where this file lies.
const assert = require('node:assert/strict');
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const express = require('express');

describe('express', () => {
  let server;
  let base;
  before((done) => {
    const app = express();
    app.set('views', join(__dirname, 'views'));
    app.set('view engine', 'ejs');
    app.use('/static', express.static(join(__dirname, 'public'), { maxAge: 1000 }));
    app.use(express.json());
    app.get('/view', (_request, response) => response.render('page', { title: 'A & B', items: ['x', 'y'] }));
    app.get('/missing-view', (_request, response) => response.render('nowhere'));
    app.get('/file', (_request, response) => response.sendFile('data.txt', { root: join(__dirname, 'public') }));
    app.get('/download', (_request, response) =>
      response.download('data.txt', 'name.txt', { root: join(__dirname, 'public') }),
    );
    app.post('/echo', (request, response) => response.json({ got: request.body }));
    app.get('/users/:id', (request, response) => response.send(request.params.id));
    app.use((error, _request, response, _next) => response.status(500).send(error.message.split('"')[0]));
    server = app.listen(0, () => {
      base = `http://127.0.0.1:${server.address().port}`;
      done();
    });
  });
  after((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  const get = (path, options) => fetch(base + path, options);
  const content = readFileSync(join(__dirname, 'public', 'data.txt'));

  it('renders views that include others', async () => {
    const response = await get('/view');
    assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
    assert.equal(await response.text(), '<h1>A &amp; B</h1>\n<ul>\n<li>x</li>\n<li>y</li>\n</ul>\n');
  });
  it('reports views that are not there', async () => {
    const response = await get('/missing-view');
    assert.equal(response.status, 500);
    assert.equal(await response.text(), 'Failed to lookup view ');
  });
  it('serves static files with their headers', async () => {
    const response = await get('/static/data.txt');
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-length'), String(content.length));
    assert.equal(response.headers.get('cache-control'), 'public, max-age=1');
    const body = Buffer.from(await response.arrayBuffer());
    assert.equal(createHash('sha256').update(body).digest('hex'), createHash('sha256').update(content).digest('hex'));
  });
  it('serves ranges', async () => {
    const response = await get('/static/data.txt', { headers: { range: 'bytes=5-9' } });
    assert.equal(response.status, 206);
    assert.equal(await response.text(), content.subarray(5, 10).toString());
  });
  it('answers conditional requests', async () => {
    const etag = (await get('/static/data.txt')).headers.get('etag');
    assert.equal(
      (await get('/static/data.txt', { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } })).status,
      304,
    );
  });
  it('redirects to the folder and serves its index', async () => {
    const response = await get('/static/folder');
    assert.ok(response.redirected);
    assert.equal(await response.text(), '<p>index</p>\n');
  });
  it('does not leave the folder', async () => assert.equal((await get('/static/..%2fexpress.test.cjs')).status, 404));
  it('says 404 for files that are not there', async () => assert.equal((await get('/static/none.txt')).status, 404));
  it('sends files', async () => assert.equal(await (await get('/file')).text(), content.toString()));
  it('offers downloads', async () => {
    const response = await get('/download');
    assert.equal(response.headers.get('content-disposition'), 'attachment; filename=name.txt');
    assert.equal((await response.text()).length, content.length);
  });
  it('parses bodies and parameters', async () => {
    const options = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":[1]}' };
    assert.deepEqual(await (await get('/echo', options)).json(), { got: { a: [1] } });
    assert.equal(await (await get('/users/a%20b')).text(), 'a b');
  });
});
