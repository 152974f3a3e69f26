// The text of a source member.
import type { Finder, Member } from '../../lib/finders/finder.ts';
import { decodeText } from '../../lib/text.ts';

export function sourceText({ finder, member }: { readonly finder: Finder; readonly member: Member }): string {
  return finder.readText?.(member) ?? decodeText(finder.read(member));
}
