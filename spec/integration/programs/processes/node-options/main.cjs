const { spawnSync } = require('node:child_process');
const path = require('node:path');
const member = path.join(__dirname, 'child.cjs');
for (const NODE_OPTIONS of [undefined, '', '--no-deprecation', '--conditions=special  --stack-trace-limit=3', `--require "${path.join(__dirname, 'preload one.cjs')}"`]) {
  const { stdout, stderr } = spawnSync(process.execPath, [member], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS } });
  console.log(NODE_OPTIONS, stdout, stderr);
}
