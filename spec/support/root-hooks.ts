// What every spec gets: sinon's fakes are taken back after each test.
import sinon from 'sinon';

export const mochaHooks = {
  afterEach(): void {
    sinon.restore();
  },
};
