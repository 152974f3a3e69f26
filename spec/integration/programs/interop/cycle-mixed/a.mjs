import b from './b.cjs';

export function start() {
  return b.run();
}
export const name = 'a';
