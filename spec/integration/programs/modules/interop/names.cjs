exports.alpha = 1;
exports.beta = 2;
Object.defineProperty(exports, 'gamma', { enumerable: true, get: () => 3 });
exports.dynamic = () => import('./sync.mjs');
