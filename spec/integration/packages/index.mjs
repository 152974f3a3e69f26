// Loads every package both ways, so that a recorded run knows them.
import { createRequire } from 'node:module';
import manifest from './package.json' with { type: 'json' };

const require = createRequire(import.meta.url);
for (const name of Object.keys(manifest.dependencies).sort()) {
  try {
    require(name);
  } catch {
    // What cannot be loaded says so to the probes.
  }
  try {
    await import(name);
  } catch {
    // The same.
  }
}
process.exit(0);
