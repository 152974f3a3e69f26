/** What {@link zipFolder} may be told. */
export interface ZipFolderOptions {
  /** Deflate (the default) or store the members. */
  readonly compress?: boolean;
  /** Only these members; all of the folder without it. */
  readonly names?: readonly string[];
}
/** Every file, link and empty directory below `folder`, sorted; directories end with '/'. */
export function listFolder(folder: string, prefix?: string): string[];
/** Writes `folder` as an archive to `target` and resolves to the number of members. */
export function zipFolder(folder: string, target: string, options?: ZipFolderOptions): Promise<number>;
