// JSON members; Node parses the text for import and require alike.
import type { Loader } from '../loader.ts';
import { sourceText } from './text.ts';

export const jsonLoader: Loader = {
  name: 'source/json',
  accepts: ({ name }) => name.endsWith('.json'),
  load: (request) => ({ format: 'json', source: sourceText(request) }),
};
