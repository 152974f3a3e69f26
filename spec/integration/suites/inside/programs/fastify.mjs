// A fastify server answers real requests: schemas, plug-ins, errors, streams of files that lie where this file lies.
import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Fastify from 'fastify';

const here = dirname(fileURLToPath(import.meta.url));
const app = Fastify({ logger: false });
await app.register(async (scope) => {
  scope.decorate('greeting', 'hello');
  scope.get('/hello/:name', { schema: { params: { type: 'object', properties: { name: { type: 'string', minLength: 2 } } } } }, (request) => ({
    greeting: scope.greeting,
    name: request.params.name,
  }));
}, { prefix: '/v1' });
await app.register(import('./fastify-plugin.cjs'));
app.get('/file', (_request, reply) => reply.type('text/plain').send(createReadStream(join(here, 'site', 'hello.txt'))));
app.post('/sum', { schema: { response: { 200: { type: 'object', properties: { sum: { type: 'integer' } } } } } }, (request) => ({
  sum: request.body.reduce((a, b) => a + b, 0),
  hidden: true,
}));
const base = await app.listen({ port: 0, host: '127.0.0.1' });
const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '[1,2,3]' };
for (const [path, options] of [['/v1/hello/you'], ['/v1/hello/x'], ['/plugin'], ['/file'], ['/sum', post], ['/sum', { ...post, body: '{' }], ['/none']]) {
  const response = await fetch(base + path, options);
  console.log(path, response.status, response.headers.get('content-type'), await response.text());
}
console.log(app.printRoutes());
await app.close();
