export default 'A';
