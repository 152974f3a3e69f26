import { fail } from './fail.mts';

try {
  fail(1);
} catch (error) {
  console.log(error.stack.split('\n').filter((line) => !line.includes('node:internal')).join('\n'));
}
fail(2);
