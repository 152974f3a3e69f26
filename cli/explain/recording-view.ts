// A view of files that writes down what resolution asked it, and what it said.
import type { FileTree } from '../../lib/path/file-tree.ts';
import type { FileView } from '../../lib/resolve/file-view.ts';

/** One question of resolution. */
export interface Look {
  readonly path: string;
  readonly answer: 'file' | 'directory' | 'archive' | 'package.json' | 'nothing';
}

/** As `tree`; every different question once, in the order in which they came. */
export class RecordingView implements FileView {
  readonly #tree: FileTree;
  readonly #looks = new Map<string, Look>();

  constructor(tree: FileTree) {
    this.#tree = tree;
  }

  get looks(): readonly Look[] {
    return [...this.#looks.values()];
  }

  kind(path: string): 'file' | 'directory' | null {
    const kind = this.#tree.kind(path);
    this.note(path, kind ?? 'nothing');
    return kind;
  }

  readText(path: string): string | null {
    const text = this.#tree.readText(path);
    this.note(path, text === null ? 'nothing' : 'package.json');
    return text;
  }

  realpath(path: string): string {
    return this.#tree.realpath(path);
  }

  note(path: string, answer: Look['answer']): void {
    this.#looks.set(`${answer} ${path}`, { path, answer });
  }
}
