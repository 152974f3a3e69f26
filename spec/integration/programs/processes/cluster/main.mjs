import cluster from 'node:cluster';
import { createServer, get } from 'node:http';
import { greeting } from './greeting.cjs';
if (cluster.isPrimary) {
  const worker = cluster.fork({ ROLE: 'only worker' });
  worker.on('message', (port) => {
    get({ port, agent: false }, (response) => {
      response.setEncoding('utf8').on('data', (text) => console.log(response.statusCode, text));
      response.on('end', () => worker.disconnect());
    });
  });
  worker.on('exit', (code, signal) => console.log('exit', code, signal, worker.exitedAfterDisconnect));
} else {
  const server = createServer((_request, response) => response.end(greeting(process.env.ROLE)));
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}
