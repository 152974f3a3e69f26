// Prettier's API: languages are loaded when they are asked for; configuration and plug-in come from where this file lies.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';

const site = join(dirname(fileURLToPath(import.meta.url)), 'site');
for (const name of ['main.js', 'page.ts', 'page.css', 'index.html', 'vite.config.mjs']) {
  const filepath = join(site, name);
  const options = await prettier.resolveConfig(filepath, { editorconfig: true });
  console.log(name, options, await prettier.getFileInfo(filepath));
  console.log(await prettier.format(readFileSync(filepath, 'utf8'), { ...options, filepath }));
}
for (const [parser, source] of [['markdown', '* a\n* b\n\n| a |\n|-|\n| b |'], ['yaml', 'a:   [1,2]'], ['graphql', 'query{a(b:1){c}}'], ['json5', "{a:'b'}"]])
  console.log(await prettier.format(source, { parser }));
try {
  await prettier.format('let = ;', { parser: 'babel' });
} catch (error) {
  console.log(error.name, error.message);
}
