import { fork } from 'node:child_process';
import { once } from 'node:events';
const child = fork(new URL('./child.cjs', import.meta.url), ['x']);
child.on('message', (message) => console.log(message));
process.exitCode = (await once(child, 'exit'))[0];
