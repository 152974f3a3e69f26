interface Reason {
  text: string;
}

export function fail(): never {
  throw new Error('failed');
}
