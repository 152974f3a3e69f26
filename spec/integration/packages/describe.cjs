// What a probe writes down about a loaded package: its resolved path, its export names and types, the files it loaded, or its error.
const { appendFileSync } = require('node:fs');

/** `name: type` for every property a user of the exports can see, sorted; a getter that throws is a type of its own. */
function names(value, prefix = '') {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return [];
  return Object.keys(value)
    .map((name) => `${prefix}${name}: ${typeOf(value, name)}`)
    .sort();
}

function typeOf(value, name) {
  try {
    const property = value[name];
    return property === null ? 'null' : typeof property;
  } catch (error) {
    return `throws ${error?.code ?? error?.name}`;
  }
}

exports.names = names;

/** An error as `code: message`, the parts that programs and people read. */
exports.errorText = (error) => `${error?.code ?? error?.name}: ${error?.message ?? error}`;

/** The value of `question`, or its error as text: an error is an answer too, and must be the same one. */
exports.answerOrError = (question) => {
  try {
    return question();
  } catch (error) {
    return exports.errorText(error);
  }
};

/** The packages this process is asked to probe. */
exports.packages = () => JSON.parse(process.env.PROBE_PACKAGES);

/** Appends one line at once, so that a package that ends the process leaves what was found before it. */
exports.write = (record) => appendFileSync(process.env.PROBE_REPORT, `${JSON.stringify(record)}\n`);

/** The CommonJS modules that were loaded since `before`, sorted. */
exports.loadedSince = (before) =>
  Object.keys(require.cache)
    .filter((file) => !before.has(file))
    .sort();

/** The CommonJS modules that are loaded now. */
exports.loadedNow = () => new Set(Object.keys(require.cache));
