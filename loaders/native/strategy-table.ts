// The strategies of third parties, newest first, which are asked before ours.
import { ZipImportError } from '../../lib/errors.ts';
import type { NativeStrategy } from './native-strategy.ts';

/** The added strategies of one runtime. */
export class StrategyTable {
  #strategies: readonly NativeStrategy[] = [];

  /**
   * Puts `strategy` in front of all others.
   * @returns the undo, which removes this registration only
   * @throws ERR_ZIPIMPORT_PLUGIN_INVALID when a property is missing
   */
  add(strategy: NativeStrategy): () => void {
    if (typeof strategy?.name !== 'string' || typeof strategy.load !== 'function') {
      throw new ZipImportError(
        'ERR_ZIPIMPORT_PLUGIN_INVALID',
        'A native strategy needs a name (string) and the function load(request).',
      );
    }
    // Wrapped, so that the same strategy added twice is removed one registration at a time.
    const registration = Object.create(strategy) as NativeStrategy;
    this.#strategies = [registration, ...this.#strategies];
    return () => {
      this.#strategies = this.#strategies.filter((other) => other !== registration);
    };
  }

  list(): readonly NativeStrategy[] {
    return this.#strategies;
  }
}
