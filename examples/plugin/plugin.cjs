// A plug-in: npm tarballs (.tgz) become path entries, and .txt files become modules that export their text.
const { makeTarballFinder } = require('./tarball.cjs');

/** A path hook: a finder for what is ours, null for what is not. What is ours and broken throws. */
function tarballHook(entry) {
  return entry.endsWith('.tgz') ? makeTarballFinder(entry) : null;
}

/** A loader: says which members it is meant for and what Node shall run for them. */
const textLoader = {
  name: 'example/text',
  accepts: (member) => member.name.endsWith('.txt'),
  load: ({ finder, member }) => {
    const text = finder.read(member).toString('utf8');
    return { format: 'commonjs', source: `module.exports = ${JSON.stringify(text)};` };
  },
};

/** What zipimport calls, once in each thread. */
exports.register = function register({ pathHooks, loaders }) {
  pathHooks.add(tarballHook, { suffixes: ['.tgz'] });
  loaders.add(textLoader);
};
