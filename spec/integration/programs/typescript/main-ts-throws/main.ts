interface Reason {
  readonly text: string;
}

function fail(reason: Reason): never {
  throw new TypeError(reason.text);
}

fail({ text: 'from TypeScript' } as Reason);
