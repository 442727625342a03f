/**
 * The statuses by which a command says "no". Everything else that is not 0 says that it could not look: ``GATE: `grep x f`
 * fails.`` must not hold where there is no `f`. Data only, from the manual of each; of what is missing here nothing is known.
 */
import { readArguments } from "./shell-arguments.ts";
import { baseName, commandsOf, type SimpleCommand } from "./shell-commands.ts";
import type { ShellBlock } from "./shell-block.ts";

/** By the leading words; options may stand between them. */
const statusesOf: Readonly<Record<string, readonly number[]>> = {
  grep: [1],
  egrep: [1],
  fgrep: [1],
  zgrep: [1],
  rg: [1],
  diff: [1],
  cmp: [1],
  test: [1],
  "[": [1],
  pgrep: [1],
  pidof: [1],
  which: [1],
  command: [1],
  jq: [1],
  ping: [1],
  pg_isready: [1],
  // An answer of 400 and above, with `-f`; every other status is a transfer that failed.
  curl: [22],
  getent: [2],
  "dpkg -s": [1],
  "dpkg --status": [1],
  "dpkg --compare-versions": [1],
  "dpkg-query": [1],
  "git diff": [1],
  "git diff-index": [1],
  "git diff-files": [1],
  "git grep": [1],
  "git check-ignore": [1],
  "git show-ref": [1],
  "git merge-base": [1],
  "git ls-remote": [2],
  "systemctl is-active": [3],
  "systemctl status": [3],
  "systemctl is-enabled": [1],
  "systemctl is-failed": [1],
  "vault status": [2],
  "bao status": [2],
};

/** Options whose value may stand before the second word. */
const valueOptions = ["-C", "-c", "-H", "-M", "--git-dir", "--work-tree", "--host", "--machine", "--admindir", "--root"];

/** Of the one command that the block is, wrappers looked through; `null` where its manual is not known here, or there are more. */
export function statusesOfNo(block: ShellBlock): readonly number[] | null {
  const [only, ...others] = block.syntax.commands;
  if (only === undefined || others.length > 0 || only.background === true) return null;
  const { command } = only;
  if (command.type === "TestCommand") return [1];
  if (command.type !== "Command") return null;
  const [asked, ...more] = commandsOf(block).filter(({ isInSubstitution }) => !isInSubstitution);
  return asked === undefined || more.length > 0 ? null : statusesOfCommand(asked);
}

/** The same of one command. */
export function statusesOfCommand({ name, words }: SimpleCommand): readonly number[] | null {
  if (name === null) return null;
  const base = baseName(name);
  if (Object.hasOwn(statusesOf, base)) return statusesOf[base]!;
  const { operands } = readArguments(words.slice(1), { valueOptions });
  const verbs = [operands[0]?.value, words[1]?.value].map((verb) => `${base} ${verb ?? ""}`);
  const known = verbs.find((verb) => Object.hasOwn(statusesOf, verb));
  return known === undefined ? null : statusesOf[known]!;
}

/** What `fails` asks for. */
export function failureInWords(statuses: readonly number[] | null): string {
  return `fails with ${statuses === null ? "1 to 123" : statuses.join(" or ")} (any other failure is no reading)`;
}
