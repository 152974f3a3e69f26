import assert from 'node:assert/strict';
import { BadArguments } from '../../../hooks/fs/arguments.ts';
import type { FsFunction } from '../../../hooks/fs/forms.ts';
import { HOT_FORMS } from '../../../hooks/fs/hot-forms.ts';

const original: FsFunction = function (this: unknown, first) {
  return ['original', this, first];
};

describe('HOT_FORMS', () => {
  for (const [name, form] of Object.entries(HOT_FORMS)) {
    describe(name, () => {
      const find = (value: unknown): string | null => (value === 'ours' ? 'ours' : null);

      it('answers what is ours and passes the rest on', () => {
        const replaced = form(original, { find, answer: (subject) => `answered ${subject}` });
        assert.equal(replaced.call(1, 'ours'), 'answered ours');
        assert.deepEqual(replaced.call(1, 'theirs'), ['original', 1, 'theirs']);
      });

      it('does not look for what the screen rules out', () => {
        const find = (value: unknown): string => (value === 'theirs' ? assert.fail('asked') : 'found');
        const replaced = form(original, { find, answer: (subject) => subject }, { needle: 'our' });
        assert.deepEqual(replaced.call(1, 'theirs'), ['original', 1, 'theirs']);
        for (const value of ['ours', Buffer.from('theirs'), 3]) assert.equal(replaced.call(1, value), 'found');
      });

      it('leaves bad arguments to the original', () => {
        const answer = (): never => {
          throw new BadArguments();
        };
        assert.deepEqual(form(original, { find, answer }).call(1, 'ours'), ['original', 1, 'ours']);
      });
    });
  }
});
