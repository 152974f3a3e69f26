// The stack of an error about something missing shows the program's own line, however deep the loader is.
const fs = require('node:fs');
const missing = require('./lib/missing.cjs');

/** Line and function of the first frame in this program. */
function ownFrame(error) {
  const frame = error.stack.split('\n').find((line) => line.startsWith('    at ') && line.includes(__dirname));
  return frame?.replace(/^ {4}at (?:async )?/, '').replace(/:\d+\)?$/, '');
}

function says(title, run) {
  try {
    run();
  } catch (error) {
    console.log(title, error.code, error.stack.split('\n')[0], ownFrame(error));
  }
}

says('require of a package', () => missing.bare());
says('require of a file', () => missing.relative());
says('require in a module that is required', () => missing.deep());
says('require.resolve', () => missing.resolved());
says('readFileSync', () => fs.readFileSync(`${__dirname}/nothing`));
