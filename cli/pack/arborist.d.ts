// The part of npm's library that pack uses; the package brings no types.
declare module '@npmcli/arborist' {
  interface TreeNode {
    /** Relative to the root's folder; '' is the root. */
    readonly location: string;
    readonly isRoot: boolean;
    readonly dev: boolean;
    readonly extraneous: boolean;
  }

  class Arborist {
    constructor(options: { readonly path: string });
    loadActual(): Promise<{ readonly inventory: { values(): IterableIterator<TreeNode> } }>;
  }

  export = Arborist;
}
