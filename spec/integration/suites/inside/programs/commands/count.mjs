import { setImmediate } from 'node:timers/promises';

export const command = ['count [to]', '$0'];
export const describe = 'Counts';
export const builder = (yargs) => yargs.positional('to', { type: 'number', default: 3 });
export const handler = async ({ to }) => {
  for (let i = 1; i <= to; i++) {
    await setImmediate();
    console.log(i);
  }
};
