/** git, and the clients of its hosts. */
import { verbs, words, type Client } from "../client.ts";

const creates = { from: 1, effect: "mutating" } as const;

export const git: Client = {
  names: ["git"],
  otherwise: "undetermined",
  options: { "--output": "mutating" },
  facts: {
    destructive: {
      options: words("--force, --force-with-lease, --hard, -D, --mirror, --prune-empty, --force-rebase"),
      verbs: words("filter-branch, reflog expire, reflog delete, stash clear, stash drop"),
    },
    bypassesTrust: { options: ["-c http.sslVerify=false", "-c http.sslverify=0"] },
    interactive: {
      verbs: ["mergetool"],
      options: ["-i", "--interactive", "-p", "--patch", "-e", "--edit"],
      unlessVerbs: words("log, diff, show, grep, stash list, stash show, cherry-pick"),
    },
  },
  valueOptions: ["-C", "-c", "--git-dir", "--work-tree", "--namespace"],
  verbs: {
    ...verbs(
      "read-only",
      `
          status, log, diff, show, rev-parse, rev-list, describe, ls-files, ls-remote, ls-tree, blame, annotate, grep,
          cat-file, shortlog, reflog, merge-base, name-rev, for-each-ref, show-ref, show-branch, diff-tree, diff-index,
          diff-files, check-ignore, check-attr, count-objects, fsck, version, help, var, whatchanged, cherry, range-diff,
          verify-commit, verify-tag, stash list, stash show, worktree list, submodule status, remote show, remote get-url,
          notes list, notes show, bisect log, config list, config get
        `,
    ),
    ...verbs(
      "mutating",
      `
          add, am, apply, archive, bisect, bundle, checkout, cherry-pick, clean, clone, commit, fetch, filter-branch,
          format-patch, gc, init, maintenance, merge, mergetool, mv, notes, prune, pull, push, read-tree, rebase, replace,
          rerere, reset, restore, revert, rm, sparse-checkout, stash, submodule, reflog expire, reflog delete, switch, symbolic-ref, update-index,
          update-ref, worktree, write-tree, commit-tree, remote add, remote remove, remote rename, remote set-url,
          remote prune, remote update
        `,
    ),
    branch: {
      effect: "read-only",
      options: {
        "-d": "mutating",
        "-D": "mutating",
        "-m": "mutating",
        "-M": "mutating",
        "--delete": "mutating",
        "--set-upstream-to": "mutating",
        "-u": "mutating",
        "--list": "read-only",
        "--contains": "read-only",
      },
      operands: creates,
    },
    tag: {
      effect: "read-only",
      options: {
        "-d": "mutating",
        "-a": "mutating",
        "-s": "mutating",
        "-l": "read-only",
        "--list": "read-only",
        "-v": "read-only",
        "--contains": "read-only",
      },
      operands: creates,
    },
    remote: "read-only",
    push: { effect: "mutating", options: { "-n": "read-only", "--dry-run": "read-only" } },
    fetch: { effect: "mutating", options: { "--dry-run": "read-only" } },
    clean: { effect: "mutating", options: { "-n": "read-only", "--dry-run": "read-only" } },
    add: { effect: "mutating", options: { "-n": "read-only", "--dry-run": "read-only" } },
    apply: { effect: "mutating", options: { "--check": "read-only", "--stat": "read-only", "--numstat": "read-only" } },
    bundle: "mutating",
    "bundle verify": "read-only",
    "bundle list-heads": "read-only",
    ...verbs("mutating", "config edit, config set, config unset, config rename-section, config remove-section"),
    config: {
      effect: "read-only",
      options: {
        "--get": "read-only",
        "--get-all": "read-only",
        "--list": "read-only",
        "-l": "read-only",
        "--unset": "mutating",
        "--add": "mutating",
      },
      operands: { from: 2, effect: "mutating" },
    },
  },
};
