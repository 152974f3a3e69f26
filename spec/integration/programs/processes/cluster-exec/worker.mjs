import cluster from 'node:cluster';
import './side.cjs';
process.send([cluster.isWorker, cluster.worker.id, process.argv.slice(2), import.meta.url, globalThis.side], () => process.exit(5));
