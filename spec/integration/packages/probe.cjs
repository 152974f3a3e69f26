// Requires each package and writes down what it gave. Run from a directory and from an archive; the lines must be the same.
const { answerOrError, errorText, loadedNow, loadedSince, names, packages, write } = require('./describe.cjs');

for (const name of packages()) {
  write({ name, starts: true });
  const before = loadedNow();
  const resolved = answerOrError(() => require.resolve(name));
  const manifest = answerOrError(() => require.resolve(`${name}/package.json`));
  let exported;
  try {
    const value = require(name);
    exported = [`(exports): ${typeof value}`, ...names(value)];
  } catch (error) {
    exported = [errorText(error)];
  }
  write({ name, resolved, manifest, exported, loaded: loadedSince(before) });
}
process.exit(0);
