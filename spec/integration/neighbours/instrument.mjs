// import-in-the-middle as tracers load it: by registerHooks where this Node can, else on the hooks thread.
import { register as registerThread } from 'node:module';
import { Hook } from 'import-in-the-middle';
import { register, supportsSyncHooks } from 'import-in-the-middle/register-hooks.mjs';

globalThis.hooked = [];
if (supportsSyncHooks()) register();
else registerThread('import-in-the-middle/hook.mjs', import.meta.url);
new Hook((exported, name, base) => {
  if (name.startsWith('node:') || name.includes('in-the-middle') || name.endsWith('register.cjs')) return;
  globalThis.hooked.push(`${name} in ${base} has ${Object.keys(exported)}`);
  if ('value' in exported) exported.value += 41;
  if (typeof exported.default === 'object' && 'text' in exported.default) exported.default.text += ' hooked';
});
