/** The builtins of bash: those that stay inside, and those that would start or redefine something. */
import type { SyntaxNode } from "unbash";
import { isWritablePath, type Argument, type Judging } from "./words.ts";

interface BuiltinJudging extends Judging {
  readonly ancestors: readonly SyntaxNode[];
  readonly judgeName: (name: string) => string | null;
  readonly judgeText: (text: string) => string | null;
  readonly judgeCall: (name: string, args: readonly Argument[]) => string | null;
}
type Judge = (args: readonly Argument[], judging: BuiltinJudging) => string | null;

const harmless: Judge = () => null;

/** Reads text as code, or as a name with a subscript that is evaluated. */
const withoutCode: Judge = (args) => {
  const bad = args.find(({ value }) => value !== null && (value.includes("$(") || value.includes("`")));
  return bad === undefined ? null : `\`${bad.source}\` holds a command substitution that bash may run`;
};

/** `read NAME`, `declare NAME=value`: the names must be visible and free. */
const setsNames: Judge = (args, judging) => {
  for (const { source, value, assigns } of args) {
    if (assigns === null && value === null) return `\`${source}\` is a computed name of a variable`;
    const name = assigns ?? value?.split("=")[0] ?? "";
    const isOption = assigns === null && (name.startsWith("-") || name.startsWith("+"));
    const refusal = isOption ? null : judging.judgeName(name);
    if (refusal !== null) return refusal;
  }
  return withoutCode(args, judging);
};

const declares: Judge = (args, judging) => {
  const reference = args.find(({ value }) => value !== null && /^-[A-Za-z]*n/.test(value));
  return reference === undefined ? setsNames(args, judging) : "a name reference hides which variable is meant";
};

const changesFolder: Judge = (args, { context }) => {
  const targets = args.filter(({ value }) => value === null || !["-P", "-L", "--"].includes(value));
  const outside = targets.find(({ value }) => value === null || (value !== "-" && !isWritablePath(value, context)));
  return outside === undefined ? null : `\`cd ${outside.source}\` leaves the made HOME`;
};

/** Text from the made HOME only, as the world made it: before the block has written anything, and not in a loop. */
const sources: Judge = ([file], judging) => {
  const path = file?.value ?? null;
  const text = path === null ? undefined : judging.context.sourceable.get(path);
  if (text === undefined) return `\`${file?.source ?? ""}\` is no file of this world that a block may source`;
  const isRepeated = judging.ancestors.some(({ type }) => ["For", "While", "ArithmeticFor", "Select", "Function"].includes(type));
  if (isRepeated || judging.hasWritten) return `\`${file?.source ?? ""}\` may have been written before it is sourced`;
  return judging.judgeText(text);
};

const traps: Judge = ([code], judging) => {
  if (code === undefined || code.value === "-" || code.value === "") return null;
  return code.value === null ? "the commands of a trap are computed" : judging.judgeText(code.value);
};

const wraps: Judge = (args, judging) => {
  const [first, ...rest] = args;
  if (first === undefined || first.value === "-v" || first.value === "-V") return null;
  if (first.value === "--") return wraps(rest, judging);
  if (first.value === null || first.value.startsWith("-")) return `\`command ${first.source}\` looks for programs outside the made PATH`;
  return judging.judgeCall(first.value, rest);
};

const replaces: Judge = (args) => (args.length === 0 ? null : "`exec` would replace the block's bash");
const setsOptions: Judge = (args) =>
  args.some(({ value }) => value === "expand_aliases" || value === null) ? "aliases would rename commands" : null;
const fillsArray: Judge = (args, judging) =>
  args.some(({ value }) => value !== null && /^-[A-Za-z]*C/.test(value))
    ? "`mapfile -C` runs text for each line"
    : setsNames(args, judging);

const judges: Readonly<Record<string, Judge>> = {
  ":": harmless,
  true: harmless,
  false: harmless,
  echo: harmless,
  exit: harmless,
  return: harmless,
  break: harmless,
  continue: harmless,
  pwd: harmless,
  set: harmless,
  shift: harmless,
  umask: harmless,
  ulimit: harmless,
  times: harmless,
  type: harmless,
  test: withoutCode,
  "[": withoutCode,
  let: setsNames,
  wait: setsNames,
  printf: printsOrSets,
  read: setsNames,
  getopts: setsNames,
  unset: setsNames,
  mapfile: fillsArray,
  readarray: fillsArray,
  declare: declares,
  typeset: declares,
  local: declares,
  export: declares,
  readonly: declares,
  cd: changesFolder,
  source: sources,
  ".": sources,
  trap: traps,
  command: wraps,
  builtin: wraps,
  exec: replaces,
  shopt: setsOptions,
};

/** Known to bash itself and refused: they start text, other programs, or reach other processes. */
const refused = [
  "eval",
  "alias",
  "unalias",
  "enable",
  "hash",
  "kill",
  "bind",
  "complete",
  "compgen",
  "compopt",
  "fc",
  "history",
  "suspend",
  "disown",
  "bg",
  "fg",
  "jobs",
  "pushd",
  "popd",
  "dirs",
  "logout",
  "caller",
  "help",
];

function printsOrSets(args: readonly Argument[], judging: BuiltinJudging): string | null {
  return args[0]?.value === "-v" || args[0]?.value === null ? setsNames(args.slice(0, 2), judging) : null;
}

/** `null`: it may run; text: why not; `unknown`: no builtin. */
export function judgeBuiltin(name: string, args: readonly Argument[], judging: BuiltinJudging): string | null | "unknown" {
  if (refused.includes(name)) return `the builtin \`${name}\` is not allowed in a rehearsal`;
  const judge = Object.hasOwn(judges, name) ? judges[name] : undefined;
  return judge === undefined ? "unknown" : judge(args, judging);
}
