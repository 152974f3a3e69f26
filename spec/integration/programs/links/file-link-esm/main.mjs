import { url } from './alias.mjs';
import { url as real } from './lib/real.mjs';

console.log(url === real, url.split('/').slice(-2), import.meta.resolve('./alias.mjs').split('/').pop());
