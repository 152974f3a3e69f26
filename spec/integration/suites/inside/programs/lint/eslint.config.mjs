import local from './plugin.cjs';

export default [
  { plugins: { local }, rules: { 'local/no-foo': 'error', 'no-unused-vars': 'warn', 'prefer-const': 'error', semi: 'error' } },
  { ignores: ['ignored/**', '*.config.mjs', 'plugin.cjs'] },
];
