import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
const member = fileURLToPath(new URL('./child.mjs', import.meta.url));
const inherited = spawn(process.execPath, [member, 'inherited'], { stdio: 'inherit' });
console.log(await once(inherited, 'close'), inherited.spawnargs.slice(1).length);
for (const options of [{}, { cwd: '/' }, { env: {} }, { shell: true }, { argv0: 'other' }]) {
  const command = options.shell ? `"${process.execPath}"` : process.execPath;
  const child = options.shell ? spawn(`${command} "${member}" piped`, options) : spawn(command, [member, 'piped'], options);
  child.stdout.on('data', (text) => process.stdout.write(text));
  console.log(await once(child, 'close'));
}
