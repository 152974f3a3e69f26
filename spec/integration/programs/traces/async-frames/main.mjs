import { later } from './later.mjs';

async function first() {
  await second();
}
async function second() {
  await later();
}
await first().catch((error) => console.log(error.stack.replace(/\n +at .*node:internal.*/g, '')));
