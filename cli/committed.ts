/**
 * What git has of documents that only grow: their text at HEAD, and where this branch left the one that it goes to. HEAD
 * alone is not enough: in CI the change under review is a commit already.
 */
import { spawnSync } from "node:child_process";
import { matchesGlob } from "../lint-rules/support/glob.ts";
import { Refusal } from "./exit-status.ts";

const bytesMax = 64 * 1024 * 1024;

export interface CommittedOptions {
  readonly root: string;
  /** The documents that only grow. */
  readonly patterns: readonly string[];
  /** `--base`: a commit of the branch that this one goes to; `null` for the remote's default branch, else the upstream. */
  readonly base: string | null;
}

/** Asks git nothing before it is asked for a document that the patterns name. */
export class CommittedTexts {
  readonly #options: CommittedOptions;
  #commits: readonly string[] | null = null;

  constructor(options: CommittedOptions) {
    this.#options = options;
  }

  /** None for a document that the patterns do not name, for a new one, and where there is no git or no repository. */
  readonly of = (path: string): readonly string[] => {
    const { root, patterns } = this.#options;
    if (!patterns.some((pattern) => matchesGlob(pattern, path))) return [];
    this.#commits ??= commitsToCompare(this.#options);
    return this.#commits.flatMap((commit) => git(root, "show", `${commit}:./${path}`) ?? []);
  };
}

function commitsToCompare({ root, base }: CommittedOptions): readonly string[] {
  const head = commitOf("HEAD", root);
  const target = base === null ? (commitOf("origin/HEAD", root) ?? commitOf("@{upstream}", root)) : givenCommit(base, root);
  if (head === null || target === null) return head === null ? [] : [head];
  // A shallow clone may not know where the branches parted.
  const left = git(root, "merge-base", head, target)?.trim() ?? target;
  return left === head ? [head] : [head, left];
}

function givenCommit(base: string, root: string): string {
  const commit = commitOf(base, root);
  if (commit === null)
    throw new Refusal(
      `Unexpected --base \`${base}\`, expected a commit of this repository`,
      "check the name; a shallow clone must fetch it first: git fetch origin BRANCH",
    );
  return commit;
}

function commitOf(name: string, root: string): string | null {
  return git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`)?.trim() ?? null;
}

/** What it prints; `null` where it fails. */
function git(root: string, ...words: readonly string[]): string | null {
  const { status, stdout } = spawnSync("git", ["-C", root, ...words], {
    encoding: "utf8",
    maxBuffer: bytesMax,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return status === 0 ? stdout : null;
}
