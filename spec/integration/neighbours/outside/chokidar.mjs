import { relative } from 'node:path';
import { watch } from 'chokidar';

export async function main(cwd) {
  for (const options of [
    {},
    { depth: 0, ignored: (path) => path.endsWith('.txt') },
    { usePolling: true, interval: 5 },
  ]) {
    const seen = [];
    const watcher = watch(cwd, { ...options, persistent: false });
    watcher.on('all', (event, path, stats) => seen.push(`${event} ${relative(cwd, path)} ${stats?.isDirectory()}`));
    await new Promise((resolve, reject) => watcher.on('ready', resolve).on('error', reject));
    const watched = Object.fromEntries(
      Object.entries(watcher.getWatched())
        .filter(([path]) => path.startsWith(cwd))
        .map(([path, names]) => [relative(cwd, path), names.sort()]),
    );
    await watcher.close();
    console.log(seen.sort(), Object.keys(watched).sort(), watched.lib);
  }
}
