import { exec, execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
const member = fileURLToPath(new URL('./child.cjs', import.meta.url));
console.log(await promisify(execFile)(process.execPath, [member, 'a']));
console.log(await promisify(exec)(`"${process.execPath}" "${member}" b`));
const running = promisify(execFile)(process.execPath, [member, 'c'], { env: { A: 'b' }, encoding: 'buffer' });
console.log(typeof running.child.pid, (await running).stdout.toString());
execFile(process.execPath, [member, 'fail'], (error, stdout, stderr) => console.log(error.code, error.killed, stdout, stderr));
