// `tap` is an alias of tape here, a copy of its own: names of assertions that old suites use and tape does not have.
for (const name of ['tape', 'tap']) {
  const { Test } = require(name);
  Test.prototype.equivalent = Test.prototype.deepEqual;
}
