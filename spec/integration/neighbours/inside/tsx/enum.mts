export enum Colour {
  Red,
  Blue,
}

export function at(): string {
  return new Error().stack?.split('\n')[1] ?? '';
}
