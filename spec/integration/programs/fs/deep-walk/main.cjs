const fs = require('node:fs');
const path = require('node:path');

function walk(folder, depth) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const full = path.join(folder, entry.name);
    console.log(`${'  '.repeat(depth)}${entry.name}`, entry.isFile() ? fs.statSync(full).size : '');
    if (entry.isDirectory()) walk(full, depth + 1);
  }
}
walk(path.join(__dirname, 'data'), 0);
