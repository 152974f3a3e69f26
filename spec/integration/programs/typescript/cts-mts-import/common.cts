const local: { a: number } = { a: 1 };
exports.named = 'named' as string;
exports.local = local;
console.log(typeof require, typeof module, __filename.endsWith('common.cts'));
