/** Filters: they read files and stdin and write stdout, unless an option names a file. */
import type { Effect } from "../../../ast/analysis.ts";
import { type Client, words } from "../client.ts";

export const text: readonly Client[] = [
  { names: ["cat"], otherwise: "read-only", facts: { readsStdin: { withoutOperands: true } } },
  {
    names: ["tail"],
    otherwise: "read-only",
    valueOptions: ["-n", "--lines", "-c", "--bytes", "-s", "--pid"],
    facts: { endless: { options: ["-f", "-F", "--follow"], unless: ["--pid"] } },
  },
  { names: ["less", "more", "most"], otherwise: "read-only", facts: { interactive: { always: true } } },
  {
    names: words(`
        tac, head, wc, cut, paste, tr, column, fold, fmt, nl, rev, comm, join, expand, unexpand, od,
        hexdump, strings, grep, egrep, fgrep, zgrep, rg, diff, cmp, colordiff, sdiff, zcat, bzcat, xzcat, base64, md5sum,
        sha1sum, sha256sum, sha512sum, cksum, b2sum, seq, numfmt, factor, basename, dirname, realpath, readlink, stat, file,
        ls, which, whereis, cal, bc, expr, yes, tsort, look, jq, gojq, ts, ack, getopt, sleep, uname,
        whoami, id, groups, logname, tty, printenv, locale, nproc, sum, pv
      `),
    otherwise: "read-only",
  },
  {
    names: ["sort"],
    otherwise: "read-only",
    valueOptions: words("-k, --key, -t, --field-separator, -o, --output, -S, -T"),
    options: { "-o": "mutating", "--output": "mutating" },
  },
  {
    names: ["shuf", "iconv", "tree"],
    otherwise: "read-only",
    valueOptions: ["-o", "--output", "-n", "-f", "-t", "-L", "-I", "-P"],
    options: { "-o": "mutating", "--output": "mutating" },
  },
  { names: ["xxd"], otherwise: "read-only", valueOptions: ["-l", "-s", "-c", "-g"], operands: { from: 2, effect: "mutating" } },
  { names: ["uniq"], otherwise: "read-only", valueOptions: ["-f", "-s", "-w"], operands: { from: 2, effect: "mutating" } },
  {
    names: ["date"],
    otherwise: "read-only",
    valueOptions: words("-d, --date, -r, --reference, -f, -s, --set"),
    options: { "-s": "mutating", "--set": "mutating" },
    operands: { from: 1, exceptPrefix: "+", effect: "mutating" },
  },
  {
    names: ["tee"],
    otherwise: "read-only",
    operands: { from: 1, except: ["/dev/null", "/dev/stdout", "/dev/stderr", "/dev/tty", "-"], effect: "mutating" },
  },
  {
    names: ["sed"],
    otherwise: "read-only",
    valueOptions: ["-e", "--expression", "-f", "--file", "-l"],
    options: { "-i": "mutating", "--in-place": "mutating" },
    script: { options: ["-e", "--expression"], fileOptions: ["-f", "--file"], isOperand: true, effectOf: suspect(sedMayWrite) },
  },
  {
    names: ["awk", "gawk", "mawk"],
    otherwise: "read-only",
    valueOptions: words("-F, --field-separator, -v, --assign, -f, --file, -i, --include"),
    options: { "-i": "mutating", "--include": "undetermined" },
    script: { options: ["-e", "--source"], fileOptions: ["-f", "--file"], isOperand: true, effectOf: suspect(awkMayWrite) },
  },
  {
    names: ["yq"],
    otherwise: "read-only",
    options: { "-i": "mutating", "--inplace": "mutating", "--in-place": "mutating", "-s": "mutating", "--split-exp": "mutating" },
  },
  {
    names: ["find"],
    otherwise: "read-only",
    hasLongSingleDash: true,
    facts: { destructive: { options: ["-delete"] } },
    options: { "-delete": "mutating", "-fprint": "mutating", "-fprint0": "mutating", "-fprintf": "mutating", "-fls": "mutating" },
  },
  { names: ["csplit", "split"], otherwise: "mutating" },
  {
    names: ["xmllint", "envsubst", "yamllint", "shellcheck", "jsonlint"],
    otherwise: "read-only",
    options: { "--output": "mutating", "-o": "mutating" },
  },
  {
    names: words("python, python3, perl, ruby, node, php"),
    otherwise: "undetermined",
    because: "what its script does is not known",
    valueOptions: ["-c", "-e", "-m"],
    options: { "-m": { values: { "json.tool": "read-only", http: "undetermined" }, otherwise: "undetermined" }, "-V": "read-only" },
    facts: { interactive: { withoutOperands: true, unless: ["-c", "-e", "-m", "-V", "-v", "--version"] } },
  },
];

function suspect(mayWrite: (script: string) => boolean): (script: string) => Effect {
  return (script) => (mayWrite(script) ? "undetermined" : "read-only");
}

/** `system`, `@f()`, a pipe or a redirection of `print`: an awk script can do what a shell can. */
function awkMayWrite(script: string): boolean {
  const bare = bareAwk(script.replaceAll("\\\n", " "));
  if (bare === null || bare.includes("@") || bare.includes("system")) return true;
  return bare.split(/[;{}\n]/).some((statement) => {
    const print = statement.indexOf("print");
    const behindPrint = print === -1 ? "" : statement.slice(print);
    const isPiped = (behindPrint !== "" || statement.includes("getline")) && statement.replaceAll("||", "").includes("|");
    return behindPrint.includes(">") || isPiped;
  });
}

/** Words of awk behind which no value has ended: a slash there begins a regular expression. */
const awkKeywords: readonly string[] = words("print, printf, return, in, getline, delete, do, else, exit, case, BEGIN, END");

/** The script without its strings, regular expressions and comments; `null` where one of them does not end. */
function bareAwk(script: string): string | null {
  let bare = "";
  for (let at = 0; at < script.length; at += 1) {
    const character = script[at]!;
    if (character === "#") {
      at = script.indexOf("\n", at) - 1;
      if (at < 0) break;
    } else if (character === '"' || (character === "/" && beginsRegex(bare))) {
      const end = indexOfUnescaped(script, character, at + 1);
      if (end === -1) return null;
      bare += character === '"' ? '""' : "~~";
      at = end;
    } else bare += character;
  }
  return bare;
}

/** A slash behind a value divides. */
function beginsRegex(before: string): boolean {
  const text = before.trimEnd();
  if (text.endsWith(")")) return /\b(if|while|for|switch)\s*$/.test(text.slice(0, openingOf(text)));
  const word = /[A-Za-z_0-9.]+$/.exec(text)?.[0];
  if (word !== undefined) return awkKeywords.includes(word);
  return !/["\]$]$|\+\+$|--$/.test(text);
}

/** The offset of the parenthesis that the last one closes. */
function openingOf(text: string): number {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    if (text[at] === ")") depth += 1;
    if (text[at] === "(" && --depth === 0) return at;
  }
  return 0;
}

/** Commands of sed that neither write a file nor run a command; `s` is looked at more closely. */
const harmlessSedCommands = "pdDnNgGhHxPlqQybtT:=aicrR#s";

/** The commands `w` and `e`, and these flags of `s`. What it cannot tell apart it suspects. */
function sedMayWrite(script: string): boolean {
  return script.split(/[;\n]/).some((part) => {
    const command = behindAddress(part.replaceAll("}", ""));
    if (command === "") return false;
    return !harmlessSedCommands.includes(command[0]!) || (command[0] === "s" && substitutionMayWrite(command));
  });
}

/** `/^a/,$!{ p` is `p`. */
function behindAddress(part: string): string {
  let rest = part;
  while (rest !== "") {
    if (rest[0] === "/") {
      const end = indexOfUnescaped(rest, "/", 1);
      if (end === -1) return rest;
      rest = rest.slice(end + 1);
    } else if (" \t0123456789$,~+!{".includes(rest[0]!)) {
      rest = rest.slice(1);
    } else {
      break;
    }
  }
  return rest;
}

function substitutionMayWrite(command: string): boolean {
  const delimiter = command[1] ?? "";
  const middle = delimiter === "" ? -1 : indexOfUnescaped(command, delimiter, 2);
  const end = middle === -1 ? -1 : indexOfUnescaped(command, delimiter, middle + 1);
  return end === -1 || /[we]/.test(command.slice(end + 1));
}

function indexOfUnescaped(text: string, character: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === character) return at;
  }
  return -1;
}
