process.on('warning', (warning) => console.log(warning.code, warning.message));
for (const name of ['dir', 'noext', 'missing', 'missing-no-index', 'json', 'dotslash', 'none', 'up', 'file-only', 'mod']) {
  try { console.log(name, require(name)); } catch (error) { console.log(name, error.code, error.message, error.path, error.requestPath); }
}
setImmediate(() => {});
