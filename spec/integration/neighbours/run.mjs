// Runs one program of `outside`: node run.mjs <program> <root> [<zipimport to register once the package is loaded>]
import { pathToFileURL } from 'node:url';

const [program, root, late] = process.argv.slice(2);
const { main } = await import(program);
if (late !== undefined) (await import(pathToFileURL(late).href)).register();
await main(root);
