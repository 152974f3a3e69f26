const mock = require('mock-require');

mock('./lib/source.cjs', { read: () => 'mocked' });
mock('not-installed', () => 'made up');
console.log(require('./lib/subject.cjs')(), require('not-installed')());
mock.stop('./lib/source.cjs');
console.log(mock.reRequire('./lib/subject.cjs')());
mock('./lib/source.cjs', './lib/other.cjs');
console.log(mock.reRequire('./lib/subject.cjs')());
mock.stopAll();
console.log(mock.reRequire('./lib/subject.cjs')());
