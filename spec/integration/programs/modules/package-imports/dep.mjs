export default 'dep esm';
