// Imports each package and writes down what it gave. Run from a directory and from an archive; the lines must be the same.
import describe from './describe.cjs';

const { answerOrError, errorText, loadedNow, loadedSince, names, packages, write } = describe;

for (const name of packages()) {
  write({ name, starts: true });
  const before = loadedNow();
  const resolved = answerOrError(() => import.meta.resolve(name));
  const manifest = answerOrError(() => import.meta.resolve(`${name}/package.json`));
  let exported;
  try {
    const namespace = await import(name);
    exported = [...names(namespace), ...names(namespace.default, 'default.')];
  } catch (error) {
    exported = [errorText(error)];
  }
  write({ name, resolved, manifest, exported, loaded: loadedSince(before) });
}
process.exit(0);
