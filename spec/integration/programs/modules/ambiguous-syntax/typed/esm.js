export default 'typed';
