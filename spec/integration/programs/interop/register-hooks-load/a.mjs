export default VERSION;
