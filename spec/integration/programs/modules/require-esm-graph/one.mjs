import './side.mjs';
export const one = 1;
