/**
 * What the resolver may know of the repository around a document: a pure view, paths relative to its root, with `/`.
 */
export interface RepositoryView {
  /** True for a regular file inside the repository. */
  readonly has: (path: string) => boolean;
  /** The text of a file; `null` where there is none. */
  readonly read: (path: string) => string | null;
  /** The names of the files in a folder, sorted; empty where there is no such folder. */
  readonly list: (folder: string) => readonly string[];
  /** The texts of an append-only document as they were committed, each of which it must begin with; none of every other. */
  readonly committed?: (path: string) => readonly string[];
}
