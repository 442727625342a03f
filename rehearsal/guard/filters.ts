/** The filters that a rehearsal links into its PATH, and what each of them must not be told to do. */
import { judgeAwk } from "./awk.ts";
import { judgeSed } from "./sed.ts";
import { isWritablePath, type Argument, type Judging } from "./words.ts";

type JudgeCall = (name: string, args: readonly Argument[]) => string | null;
type Judge = (values: readonly string[], judging: Judging, judgeCall: JudgeCall) => string | null;

/** They read their input and print. No option of theirs writes a file or starts a program. */
const readers = [
  "base64",
  "basename",
  "cat",
  "cksum",
  "cmp",
  "column",
  "comm",
  "cut",
  "diff",
  "dirname",
  "egrep",
  "expand",
  "expr",
  "fgrep",
  "fmt",
  "fold",
  "grep",
  "head",
  "join",
  "jq",
  "ls",
  "md5sum",
  "nl",
  "od",
  "paste",
  "readlink",
  "realpath",
  "rev",
  "seq",
  "sha1sum",
  "sha512sum",
  "stat",
  "tac",
  "tail",
  "tr",
  "wc",
];

/** Every letter of a cluster of short options up to one that takes the rest as its value. */
function lettersOf(values: readonly string[], taking: string): string[] {
  return values
    .filter((value) => /^-[^-]/.test(value))
    .flatMap((value) => {
      const letters = [...value.slice(1)];
      const end = letters.findIndex((letter) => taking.includes(letter));
      return end === -1 ? letters : letters.slice(0, end + 1);
    });
}

const judgeSort: Judge = (values) => {
  const isWriting =
    lettersOf(values, "kStTo").some((letter) => letter === "o" || letter === "T") ||
    values.some((value) => ["--o", "--t", "--comp"].some((start) => value.startsWith(start)));
  return isWriting ? "`sort` would write a file or start a program" : null;
};

const judgeUniq: Judge = (values) =>
  values.filter((value) => !value.startsWith("-")).length > 1 ? "the second operand of `uniq` is a file that it writes" : null;

const judgeFind: Judge = (values) => {
  const action = values.find((value) => /^-(exec|ok|delete|fprint|fls)/.test(value));
  return action === undefined ? null : `\`find ${action}\` acts on files`;
};

/** A tool whose operands are files that it writes: each must lie in the made HOME. */
const writer =
  (letters: string, taking = ""): Judge =>
  (values, judging) => {
    const letter = lettersOf(values, taking).find((used) => !letters.includes(used));
    const long = values.find((value) => value.startsWith("--") && value !== "--");
    if (letter !== undefined || long !== undefined)
      return `the option \`${long ?? `-${letter ?? ""}`}\` is not judged for a tool that writes files`;
    const operands = values.filter((value) => !value.startsWith("-"));
    judging.hasWritten = true;
    const outside = operands.find((path) => !isWritablePath(path, judging.context));
    if (outside !== undefined) return `\`${outside}\` lies outside the made HOME`;
    const target = operands.at(-1) ?? "";
    const places = operands.flatMap((path) => [path, `${target}/${path.split("/").at(-1) ?? ""}`]);
    const sourced = places.find((path) =>
      [...judging.context.sourceable.keys()].some((known) => known === path || known.endsWith(`/${path}`)),
    );
    return sourced === undefined ? null : `\`${sourced}\` is a file that blocks source`;
  };

const judgeTimeout: Judge = (values, _judging, judgeCall) => {
  const start = values.findIndex((value, index) => !value.startsWith("-") && !["-k", "-s"].includes(values[index - 1] ?? ""));
  const [name, ...rest] = values.slice(start + 1);
  return start === -1 || name === undefined
    ? "`timeout` without a command"
    : judgeCall(
        name,
        rest.map((value) => ({ source: value, value, assigns: null })),
      );
};

/** What `xargs` appends is not known, so it may only feed clients and plain readers. */
const judgeXargs: Judge = (values, { context }) => {
  const taking = ["-n", "-L", "-P", "-I", "-d", "-s"];
  let index = 0;
  while (values[index]?.startsWith("-") === true) {
    const option = values[index] ?? "";
    if (!taking.includes(option.slice(0, 2)) && !["-r", "-0", "-t", "--no-run-if-empty", "--null"].includes(option))
      return `the option \`${option}\` of \`xargs\` is not judged`;
    index += taking.includes(option) ? 2 : 1;
  }
  const name = values[index];
  if (name === undefined) return null;
  const isClient = context.clients.has(name) && name !== "bash" && name !== "sh";
  return isClient || (readers.includes(name) && context.filters.has(name)) ? null : `\`xargs\` would start \`${name}\``;
};

const judged: Readonly<Record<string, Judge>> = {
  awk: judgeAwk,
  sed: judgeSed,
  sort: judgeSort,
  uniq: judgeUniq,
  find: judgeFind,
  timeout: judgeTimeout,
  xargs: judgeXargs,
  tee: writer("aip"),
  mkdir: writer("pvm", "m"),
  touch: writer("c"),
  rm: writer("fr"),
  cp: writer("fnpv"),
  mv: writer("fnv"),
};

export const filterNames: readonly string[] = [...readers, ...Object.keys(judged)].sort();

export function judgeFilter(name: string, args: readonly Argument[], judging: Judging, judgeCall: JudgeCall): string | null {
  const judge = Object.hasOwn(judged, name) ? judged[name] : undefined;
  if (judge === undefined) return null;
  const computed = args.find(({ value }) => value === null);
  if (computed !== undefined)
    return `the argument \`${computed.source}\` of \`${name}\` is computed, and could be an option or a file that it writes`;
  return judge(
    args.map(({ value }) => value ?? ""),
    judging,
    judgeCall,
  );
}
