export type Label = `${string}-${string}`;
export function join<const A extends string, const B extends string>(a: A, b: B): `${A}-${B}` {
  return `${a}-${b}`;
}
