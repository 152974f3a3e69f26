import b from './b.cjs'; export default 'BEFORE a ' + b;
