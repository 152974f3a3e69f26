import { glob, globIterate, globSync } from 'glob';

export async function main(cwd) {
  console.log(globSync('**/*', { cwd, nodir: true }).sort());
  console.log((await glob('**/*.{js,json}', { cwd, ignore: 'lib/deep/**' })).sort());
  console.log((await glob('*/', { cwd, mark: true })).sort(), globSync('**/link*', { cwd, follow: true }).sort());
  const entries = await glob('lib/*', { cwd, withFileTypes: true, stat: true });
  console.log(
    entries
      .map((entry) => [entry.relative(), entry.isFile(), entry.isDirectory(), entry.isFile() && entry.size])
      .sort(),
  );
  console.log(
    globSync('**', { cwd, realpath: true, withFileTypes: true })
      .map((entry) => entry.realpathSync()?.relative())
      .sort(),
  );
  const names = [];
  for await (const name of globIterate(`${cwd}/lib/**`, { absolute: true })) names.push(name.replace(cwd, ''));
  console.log(names.sort(), await glob('none/**', { cwd }));
}
