// The executable `zipimport`.
import { main } from './main.ts';
import { processOutput } from './output.ts';

// Not process.exit: what is written to a pipe must get through.
process.exitCode = await main(process.argv.slice(2), processOutput());
