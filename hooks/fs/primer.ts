// Node loads its cp and rm at their first call and lets them capture the functions of `fs` that they find.
import type { OverlayContext } from './overlay-context.ts';

/**
 * A function that, the first time it is called, runs `action` with Node's own functions in place and forgets how that went. With ours, cp and
 * rm would take an archive in use for the directory that lstat shows, and copy or remove what they find in it instead of its file.
 */
export function primer({ suspended }: OverlayContext, action: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    try {
      suspended(action);
    } catch {
      // The action has nothing to work on; what it loads on its way is what matters.
    }
  };
}
