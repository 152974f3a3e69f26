export const value = 1;
export function add(a, b) {
  return a + b;
}
