exports.typed = function typed(a: number, b?: string): void {};
