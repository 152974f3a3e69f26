export default 'thing';
