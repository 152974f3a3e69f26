import { access, constants, lstat, stat } from 'node:fs/promises';

const at = (name) => new URL(name, import.meta.url);
console.log((await stat(at('data/a.txt'))).size, (await lstat(at('data'))).isDirectory());
console.log((await stat(at('data/a.txt'), { bigint: true })).size);
await stat(at('none')).catch((error) => console.log(error.code, error.syscall, error.errno));
await access(at('data/a.txt'), constants.R_OK).then((value) => console.log(value));
await access(at('none')).catch((error) => console.log(error.code, error.syscall));
await access(at('data'), constants.X_OK | constants.R_OK).then((value) => console.log(value));
