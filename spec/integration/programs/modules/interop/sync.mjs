export default 'sync';
export const x = 42;
