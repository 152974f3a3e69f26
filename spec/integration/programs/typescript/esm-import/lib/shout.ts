import { type Loud, upper } from './upper.ts';

export function shout(text: string): Loud {
  return `${upper(text)}!` as Loud;
}
