const rewiremock = require('rewiremock/node');

rewiremock('./lib/source.cjs').with({ read: () => 'mocked', other: 1 });
rewiremock.enable();
const mocked = require('./lib/subject.cjs');
rewiremock.disable();
console.log(mocked(), require('./lib/subject.cjs')());
const subject = rewiremock.proxy(() => require('./lib/subject.cjs'), { './lib/source.cjs': { read: () => 'proxied' } });
console.log(subject(), require('./lib/subject.cjs')());
