// ESLint's API over a folder that lies where this file lies, with a configuration and a plug-in from there; and a fix of it, not written.
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const cwd = join(dirname(fileURLToPath(import.meta.url)), 'lint');
const eslint = new ESLint({ cwd, fix: true });
const results = await eslint.lintFiles(['.']);
for (const { filePath, messages, output } of results) {
  console.log(relative(cwd, filePath));
  for (const { line, column, ruleId, message } of messages) console.log(`  ${line}:${column} ${ruleId} ${message}`);
  if (output !== undefined) console.log(output);
}
const formatter = await eslint.loadFormatter('stylish');
console.log(await formatter.format(results));
console.log(await eslint.calculateConfigForFile(join(cwd, 'bad.js')).then(({ rules }) => Object.keys(rules).sort().join(' ')));
