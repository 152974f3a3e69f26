// The part of npm's library that pack uses; the package brings no types.
declare module '@npmcli/arborist' {
  interface TreeNode {
    /** Absolute; of a link its own, not that of what it leads to. */
    readonly path: string;
    readonly isLink: boolean;
    /** Of a link, where it leads; else the node itself. */
    readonly target: TreeNode;
    /** What it asks for, by name: "dev" counts for the root, workspaces and what links lead to. */
    readonly edgesOut: ReadonlyMap<string, { readonly type: string; readonly to: TreeNode | null }>;
    readonly inventory: { values(): IterableIterator<TreeNode> };
    /** Name -> absolute path; null where the package.json has no "workspaces". */
    readonly workspaces: ReadonlyMap<string, string> | null;
  }

  class Arborist {
    constructor(options: { readonly path: string });
    loadActual(): Promise<TreeNode>;
  }

  export = Arborist;
}
