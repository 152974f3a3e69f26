export interface Pair {
  readonly one: number;
  readonly two: number;
}

export function double(one: number): Pair {
  return { one, two: one * 2 };
}
