exports.run = () => import('./a.mjs').then((a) => a.name);
try {
  require('./a.mjs');
} catch (error) {
  console.log(error.code, error.message.replaceAll(__dirname, '<dir>'));
}
