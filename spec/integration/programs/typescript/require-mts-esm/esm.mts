import { nested } from './nested.mts';

export const value: number = 1;
export { nested };
