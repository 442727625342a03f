/** The made `git` in the site's checkout: pull, status, add, commit, revert, diff, log, rev-parse. */
import { readOptions, type Grammar } from "../../../options.ts";
import type { Call, Reply } from "../../../world.ts";
import type { Cloud } from "../cloud.ts";
import { checkoutFolder } from "../home.ts";

type GitCall = Call<Cloud>;
type Verb = readonly [
  grammar: Grammar,
  answer: (call: GitCall, paths: readonly string[], message: string | null, flags: ReadonlySet<string>) => Reply,
];

const verbs: Readonly<Record<string, Verb>> = {
  pull: [{ values: [], flags: ["--ff-only", "-q"] }, pull],
  status: [{ values: [], flags: ["--porcelain", "--short", "-s"] }, status],
  add: [{ values: [], flags: [] }, add],
  commit: [{ values: ["-m"], flags: ["-q"] }, commit],
  revert: [{ values: [], flags: ["--no-edit"] }, revert],
  diff: [{ values: [], flags: ["--stat", "--quiet", "--exit-code"] }, () => ({})],
  log: [
    { values: ["-n"], flags: ["--oneline", "-1"] },
    (call) => ({
      stdout: `${call.state.repository.head} ${call.state.repository.commits.at(-1)?.message ?? "Routine update, as executed"}\n`,
    }),
  ],
  "rev-parse": [{ values: [], flags: ["--short"] }, (call) => ({ stdout: `${call.state.repository.head}\n` })],
};

export function git(call: GitCall): Reply {
  const inOther = call.args[0] === "-C";
  const [name, ...rest] = inOther ? call.args.slice(2) : call.args;
  const folder = inOther ? (call.args[1] ?? "") : call.folder;
  if (folder !== checkoutFolder && !folder.endsWith(`/${checkoutFolder}`))
    return { stderr: "fatal: not a git repository (or any of the parent directories): .git\n", status: 128 };
  const verb = name === undefined ? undefined : verbs[name];
  if (verb === undefined) return { stderr: `git: '${name ?? ""}' is not a git command. See 'git --help'.\n`, status: 1 };
  const options = readOptions(rest, verb[0]);
  if (options.unknown !== null) return { stderr: `error: unknown option \`${options.unknown.replace(/^-+/, "")}'\n`, status: 129 };
  call.takes(400);
  return verb[1](call, options.positionals, options.values.get("-m")?.at(-1) ?? null, options.flags);
}

function pull(call: GitCall): Reply {
  call.state.repository.pulls += 1;
  call.takes(2000);
  return { stdout: "Already up to date.\n" };
}

/** A capture's folder by the path that a block names: `asbuilt/20260705T011000Z`. */
const captureOf = (path: string): string => path.replace(/\/+$/, "").split("/").at(-1) ?? "";
const isWithin = (name: string, paths: readonly string[]): boolean =>
  paths.length === 0 || paths.some((path) => [".", "asbuilt", name].includes(captureOf(path)));

function status(call: GitCall, paths: readonly string[]): Reply {
  const { captures } = call.state.repository;
  const marks = { untracked: "??", staged: "A ", committed: "" } as const;
  const lines = Object.entries(captures).filter(([name, state]) => state !== "committed" && isWithin(name, paths));
  return { stdout: lines.map(([name, state]) => `${marks[state]} asbuilt/${name}/\n`).join("") };
}

function add(call: GitCall, paths: readonly string[]): Reply {
  const { captures } = call.state.repository;
  if (paths.length === 0) return { stderr: "Nothing specified, nothing added.\n" };
  for (const path of paths) {
    const names = Object.keys(captures).filter((name) => isWithin(name, [path]));
    if (names.length === 0) return { stderr: `fatal: pathspec '${path}' did not match any files\n`, status: 128 };
    for (const name of names) if (captures[name] === "untracked") captures[name] = "staged";
  }
  return {};
}

function nextHead(call: GitCall): string {
  call.state.repository.head = call.between(0x10000000, 0x7fffffff).toString(16);
  return call.state.repository.head;
}

function commit(call: GitCall, _paths: readonly string[], message: string | null): Reply {
  const { captures, commits } = call.state.repository;
  if (message === null) return { stderr: "error: Terminal is dumb, but EDITOR unset\n", status: 1 };
  const staged = Object.keys(captures).filter((name) => captures[name] === "staged");
  if (staged.length === 0) return { stdout: "On branch main\nnothing to commit, working tree clean\n", status: 1 };
  for (const name of staged) captures[name] = "committed";
  const id = nextHead(call);
  commits.push({ id, message, paths: staged.map((name) => `asbuilt/${name}`) });
  return { stdout: `[main ${id}] ${message}\n ${staged.length * 3} files changed\n` };
}

function revert(call: GitCall, [target]: readonly string[]): Reply {
  const { captures, commits } = call.state.repository;
  const last = commits.at(-1);
  if (target !== "HEAD" || last === undefined) return { stderr: `fatal: bad revision '${target ?? ""}'\n`, status: 128 };
  for (const path of last.paths) delete captures[captureOf(path)];
  const message = `Revert "${last.message}"`;
  commits.push({ id: nextHead(call), message, paths: [] });
  return { stdout: `[main ${call.state.repository.head}] ${message}\n`, removed: last.paths };
}
