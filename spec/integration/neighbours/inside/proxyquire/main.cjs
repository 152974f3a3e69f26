const proxyquire = require('proxyquire');

const stub = { read: () => 'stubbed', '@noCallThru': false };
const subject = proxyquire('./lib/subject.cjs', { './source.cjs': stub, fs: { existsSync: () => 'no file' } });
console.log(subject(), require('./lib/subject.cjs')());
const fresh = proxyquire
  .noPreserveCache()
  .noCallThru()
  .load('./lib/subject.cjs', { './source.cjs': { read: () => 'alone' }, fs: { existsSync: () => 1 } });
console.log(fresh(), require('./lib/subject.cjs')());
try {
  proxyquire('./lib/subject.cjs', { './source.cjs': null, fs: { existsSync: () => 1 } });
} catch (error) {
  console.log(error.code, error.message.replaceAll(__dirname, '<dir>').split('\n')[0]);
}
