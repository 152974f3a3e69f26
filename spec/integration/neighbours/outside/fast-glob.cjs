const glob = require('fast-glob');

exports.main = async (cwd) => {
  console.log(glob.sync('**/*', { cwd, dot: true }).sort());
  console.log((await glob(['**/*.js', '!**/deep/**'], { cwd })).sort(), await glob('none/*', { cwd }));
  console.log((await glob('**', { cwd, onlyDirectories: true, markDirectories: true })).sort());
  const entries = await glob('lib/**', { cwd, stats: true, followSymbolicLinks: false });
  console.log(entries.map(({ path, stats }) => [path, stats.size, stats.isFile()]).sort());
  const names = [];
  for await (const name of glob.stream(`${glob.escapePath(cwd)}/**/*.txt`, { absolute: true }))
    names.push(name.replace(cwd, ''));
  console.log(
    names.sort(),
    (await glob('*', { cwd, objectMode: true, onlyFiles: false })).map(({ dirent }) => dirent.isDirectory()).sort(),
  );
};
