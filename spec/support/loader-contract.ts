// What every loader must do, ours and third parties': run for each.
import assert from 'node:assert/strict';
import type { Finder, Member } from '../../lib/finders/finder.ts';
import type { Loader, LoadRequest, LoadSituation } from '../../loaders/loader.ts';
import { memoryFinder } from './memory-finder.ts';

/** A request for one member of an archive in memory that holds nothing else. */
export function requestFor(name: string, content: string | Buffer, more: Partial<LoadRequest> = {}): LoadRequest {
  const finder: Finder = memoryFinder('/m.zip', { [name]: { content } });
  const member = finder.lookup(name);
  assert.ok(member !== undefined);
  return { path: `/m.zip/${name}`, url: `file:///m.zip/${name}`, finder, member, kind: 'import', ...more };
}

export function itKeepsTheLoaderContract(
  loader: Loader,
  accepted: readonly string[],
  refused: readonly string[],
): void {
  const situation: LoadSituation = { finder: memoryFinder('/m.zip', {}), kind: 'import' };
  const member = (name: string): Member => ({ name, kind: 'file', size: 0 });
  it('has a name of folder and file', () => assert.match(loader.name, /^[a-z]+\/[a-z]+$/));
  for (const name of accepted) it(`accepts ${name}`, () => assert.equal(loader.accepts(member(name), situation), true));
  for (const name of refused)
    it(`leaves ${name} to others`, () => assert.equal(loader.accepts(member(name), situation), false));
}
