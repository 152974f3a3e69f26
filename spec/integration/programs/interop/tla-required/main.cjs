try {
  require('./tla.mjs');
} catch (error) {
  console.log(error.code, error.message.split('\n')[0].replaceAll(__dirname, '<dir>'));
}
import('./tla.mjs').then(({ value }) => console.log(value));
