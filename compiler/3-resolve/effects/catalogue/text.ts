/** Filters: they read files and stdin and write stdout, unless an option names a file. */
import type { Client } from "../client.ts";

export const text: readonly Client[] = [
  {
    names: [
      "cat", "tac", "head", "tail", "less", "more", "wc", "cut", "paste", "tr", "column", "fold", "fmt", "nl", "rev", "comm", "join", "expand", "unexpand", "od", "hexdump", "strings",
      "grep", "egrep", "fgrep", "zgrep", "rg", "diff", "cmp", "colordiff", "sdiff", "zcat", "bzcat", "xzcat", "base64", "md5sum", "sha1sum", "sha256sum", "sha512sum", "cksum", "b2sum",
      "seq", "numfmt", "factor", "basename", "dirname", "realpath", "readlink", "stat", "file", "ls", "tree", "which", "whereis", "cal", "bc", "expr", "yes", "tsort", "shuf", "look",
      "jq", "gojq", "iconv", "xxd", "ts", "ack", "getopt", "sleep", "uname", "whoami", "id", "groups", "logname", "tty", "printenv", "locale", "nproc", "sum", "pv",
    ],
    otherwise: "read-only",
  },
  { names: ["sort"], otherwise: "read-only", valueOptions: ["-k", "--key", "-t", "--field-separator", "-o", "--output", "-S", "-T"], options: { "-o": "mutating", "--output": "mutating" } },
  { names: ["uniq"], otherwise: "read-only", valueOptions: ["-f", "-s", "-w"], operands: { from: 2, effect: "mutating" } },
  { names: ["date"], otherwise: "read-only", valueOptions: ["-d", "--date", "-r", "--reference", "-f", "-s", "--set"], options: { "-s": "mutating", "--set": "mutating" }, operands: { from: 1, exceptPrefix: "+", effect: "mutating" } },
  { names: ["tee"], otherwise: "read-only", operands: { from: 1, except: ["/dev/null", "/dev/stdout", "/dev/stderr", "/dev/tty", "-"], effect: "mutating" } },
  {
    names: ["sed"], otherwise: "read-only", valueOptions: ["-e", "--expression", "-f", "--file", "-l"],
    options: { "-i": "mutating", "--in-place": "mutating" },
    script: { options: ["-e", "--expression"], fileOptions: ["-f", "--file"], mayWrite: sedMayWrite },
  },
  {
    names: ["awk", "gawk", "mawk"], otherwise: "read-only", valueOptions: ["-F", "--field-separator", "-v", "--assign", "-f", "--file", "-i", "--include"],
    options: { "-i": "mutating", "--include": "undetermined" },
    script: { options: ["-e", "--source"], fileOptions: ["-f", "--file"], mayWrite: awkMayWrite },
  },
  { names: ["yq"], otherwise: "read-only", options: { "-i": "mutating", "--inplace": "mutating" } },
  {
    names: ["find"], otherwise: "read-only", hasLongSingleDash: true,
    options: { "-delete": "mutating", "-fprint": "mutating", "-fprint0": "mutating", "-fprintf": "mutating", "-fls": "mutating" },
  },
  { names: ["csplit", "split"], otherwise: "mutating" },
  { names: ["xmllint", "envsubst", "yamllint", "shellcheck", "jsonlint"], otherwise: "read-only", options: { "--output": "mutating", "-o": "mutating" } },
  { names: ["python", "python3", "perl", "ruby", "node", "php"], otherwise: "undetermined", because: "what its script does is not known" },
];

/** `system`, a pipe or a redirection of `print`: an awk script can do what a shell can. */
function awkMayWrite(script: string): boolean {
  if (script.includes("system(") || script.includes("|&")) return true;
  const statements = script.split(/[;{}\n]/);
  return statements.some((statement) => {
    const print = statement.indexOf("print");
    const behindPrint = print === -1 ? "" : statement.slice(print);
    return behindPrint.includes(">") || hasSinglePipe(statement);
  });
}

function hasSinglePipe(statement: string): boolean {
  return statement.replaceAll("||", "").includes("|");
}

/** The commands `w` and `e`, and these flags of `s`. What it cannot tell apart it suspects. */
function sedMayWrite(script: string): boolean {
  return script.split(/[;\n]/).some((part) => {
    const command = part.trim().replace(/^[0-9$,~+ ]+/, "").replace(/^\/(?:[^/\\]|\\.)*\/ *(?:, *(?:[0-9$]+|\/(?:[^/\\]|\\.)*\/))? */, "").replace(/^[{! ]+/, "");
    if (/^[wWe]/.test(command)) return true;
    const delimiter = command[1];
    if (command[0] !== "s" || delimiter === undefined) return false;
    return /[we]/.test(command.slice(command.lastIndexOf(delimiter) + 1).split(" ")[0]!);
  });
}
