// Another CommonJS part: serves the page with express on a free port, asks for it once, and closes.
const express = require('express');

exports.visit = async (html) => {
  const app = express();
  app.get('/', (_request, response) => response.send(html));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const response = await fetch(`http://127.0.0.1:${server.address().port}/`);
  const text = await response.text();
  server.close();
  server.closeAllConnections();
  return { status: response.status, length: text.length };
};
