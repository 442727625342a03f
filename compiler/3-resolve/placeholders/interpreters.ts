/**
 * Clients that read some of their words as a program or a script of their own. Data only.
 */
import type { ArgumentStyle } from "../../ast/shell-arguments.ts";
import { hazards } from "../effects/catalogue/hazards.ts";
import { words } from "../effects/client.ts";

/** Who would parse the value, and what the author can write instead. */
export interface Program {
  readonly reader: string;
  /** Given the token as written and a variable's name for it. */
  readonly fix: (written: string, variable: string) => string;
}

export interface Interpreter extends ArgumentStyle {
  readonly names: readonly string[];
  /** Options whose value is a program. */
  readonly programOptions: readonly string[];
  /** Which operand is a program where no such option stands: 0 is the first. */
  readonly programOperand: number | "all" | "operands" | null;
  /** Options of which only values with these keys are none: `ssh -o`. */
  readonly keyedOptions?: Readonly<Record<string, readonly string[]>>;
  /** Options whose presence means that no operand is a program: `-f file`. */
  readonly fileOptions?: readonly string[];
  readonly readsStdin?: boolean;
  readonly fix: Program["fix"];
}

const inertSql = (written: string): string =>
  `Give \`${written}\` a type that cannot carry SQL, such as \`int\`, \`uuid\` or \`one of ...\``;

export const inertShell = (written: string): string =>
  `Give \`${written}\` a type that cannot carry shell syntax (\`host\`, \`semver\`, \`int\`, \`one of ...\`), or run the command without a second shell`;

/** Clients that read their statements from stdin whatever operands they have; the others do where they have none. */
export const readAlways: readonly string[] = words("psql, mysql, sqlite3, at, batch, ed, ex, vi, vim, gdb, parallel, mongo");

export const interpreters: readonly Interpreter[] = [
  {
    names: ["jq", "gojq"],
    programOptions: [],
    programOperand: 0,
    fileOptions: ["-f", "--from-file"],
    valueOptions: ["-f", "--from-file", "-L", "--indent"],
    pairOptions: ["--arg", "--argjson", "--slurpfile", "--rawfile"],
    fix: (written, variable) => `Pass it as an argument, \`--arg ${variable} ${written}\`, and write \`$${variable}\` in the filter`,
  },
  {
    names: ["yq"],
    programOptions: [],
    programOperand: 0,
    fix: (written, variable) =>
      `Put it into the environment, \`${variable}=${written} yq ...\`, and write \`strenv(${variable})\` in the filter`,
  },
  {
    names: ["awk", "gawk", "mawk", "nawk"],
    programOptions: ["-e", "--source"],
    programOperand: 0,
    fileOptions: ["-f", "--file"],
    valueOptions: ["-f", "--file", "-v", "--assign", "-F", "--field-separator"],
    fix: (written, variable) =>
      `Put it into the environment, \`${variable}=${written} awk ...\`, and write \`ENVIRON["${variable}"]\` in the script`,
  },
  {
    names: ["sed", "gsed"],
    programOptions: ["-e", "--expression"],
    programOperand: 0,
    fileOptions: ["-f", "--file"],
    valueOptions: ["-f", "--file", "-l"],
    fix: (written, variable) => `Use awk, which takes a value as data: \`${variable}=${written} awk '... ENVIRON["${variable}"] ...'\``,
  },
  {
    names: ["python", "python2", "python3"],
    programOptions: ["-c"],
    programOperand: null,
    valueOptions: ["-m", "-W", "-X"],
    readsStdin: true,
    fix: (written) => `Pass it as an argument behind the script, \`... ${written}\`, and write \`sys.argv[1]\` in it`,
  },
  {
    names: ["perl", "ruby", "node", "php", "lua", "Rscript", "mongo", "mongosh"],
    programOptions: ["-e", "-E", "-r", "-p", "--eval", "--print", "-le", "-ne", "-pe"],
    programOperand: null,
    readsStdin: true,
    fix: (written, variable) => `Put it into the environment, \`${variable}=${written} ...\`, and read it there`,
  },
  {
    names: ["psql"],
    programOptions: ["-c", "--command"],
    programOperand: null,
    readsStdin: true,
    valueOptions: ["-d", "-h", "-p", "-U", "-v", "-f"],
    fix: (written, variable) =>
      `Pass it as a variable, \`-v ${variable}=${written}\`, and write \`:'${variable}'\` in the statement on stdin`,
  },
  {
    names: ["mysql", "mariadb", "cqlsh", "sqlplus"],
    programOptions: ["-e", "--execute"],
    programOperand: null,
    readsStdin: true,
    fix: inertSql,
  },
  { names: ["sqlite3"], programOptions: ["-cmd"], programOperand: 1, valueOptions: ["-cmd", "-init"], readsStdin: true, fix: inertSql },
  { names: ["at", "batch"], programOptions: [], programOperand: null, readsStdin: true, fix: inertShell },
  { names: ["crontab"], programOptions: [], programOperand: null, readsStdin: true, fix: inertShell },
  { names: ["ed", "ex", "vi", "vim", "gdb"], programOptions: ["-c", "-ex"], programOperand: null, readsStdin: true, fix: inertShell },
  { names: ["parallel", "tmux", "screen", "expect"], programOptions: [], programOperand: "all", readsStdin: true, fix: inertShell },
  { names: ["flock", "script", "gcloud", "az"], programOptions: ["-c", "--command", "--scripts"], programOperand: null, fix: inertShell },
  { names: ["ansible"], programOptions: ["-a", "--args"], programOperand: null, fix: inertShell },
  { names: ["salt", "salt-call", "salt-ssh", "pdsh", "clush", "pssh"], programOptions: [], programOperand: "all", fix: inertShell },
  { names: ["env"], programOptions: ["-S", "--split-string"], programOperand: null, fix: inertShell },
  {
    names: ["make", "gmake"],
    programOptions: ["--eval"],
    programOperand: "operands",
    valueOptions: ["-C", "-f", "-j", "-I", "-o", "-W"],
    fix: inertShell,
  },
  {
    names: ["printf"],
    programOptions: [],
    programOperand: 0,
    valueOptions: ["-v"],
    fix: (written) => `Write \`printf '%s' ${written}\`: in a format, \`%\` and \`\\\` of the value mean something`,
  },
  {
    names: ["tar"],
    programOptions: words(`
      -I, --use-compress-program, --to-command, --checkpoint-action, -F, --info-script, --new-volume-script, --rsh-command,
      --rmt-command
    `),
    programOperand: null,
    fix: inertShell,
  },
  {
    names: ["ssh", "scp", "sftp"],
    programOptions: ["-S", "-D"],
    programOperand: null,
    keyedOptions: { "-o": hazards["ssh"]!.keyed!["-o"]! },
    fix: inertShell,
  },
  { names: ["rsync"], programOptions: ["-e", "--rsh", "--rsync-path"], programOperand: null, fix: inertShell },
  { names: ["sort"], programOptions: ["--compress-program"], programOperand: null, fix: inertShell },
  { names: ["strace"], programOptions: ["-o", "--output"], programOperand: null, fix: inertShell },
  { names: ["zip"], programOptions: ["-TT", "--unzip-command"], programOperand: null, fix: inertShell },
  { names: ["man"], programOptions: ["-P", "--pager", "-H", "--html"], programOperand: null, fix: inertShell },
  { names: ["docker", "podman"], programOptions: ["--entrypoint"], programOperand: null, fix: inertShell },
  {
    names: ["git"],
    programOptions: words(`
      --exec, --upload-pack, --receive-pack, --open-files-in-pager, -O, --extcmd, --tree-filter, --index-filter, --msg-filter,
      --commit-filter, --env-filter, --parent-filter, --tag-name-filter, --exec-path
    `),
    programOperand: null,
    fix: inertShell,
  },
  {
    names: ["fish", "csh", "tcsh", "groovy", "osascript", "pwsh", "powershell", "tclsh", "bc", "dc", "m4"],
    programOptions: ["-c", "-e", "-Command", "-command", "--expression", "-D"],
    programOperand: null,
    readsStdin: true,
    fix: inertShell,
  },
];

/** Builtins that evaluate their words once more: `unset 'a[$(reboot)]'` runs reboot. */
export const evaluators: readonly string[] = ["let", "unset", "getopts", "trap", "alias", "read", "mapfile", "readarray", "enable", "hash"];

/** Builtins that evaluate a name, but not the value behind `name=`. */
export const declarers: readonly string[] = ["declare", "typeset", "local", "export", "readonly"];
