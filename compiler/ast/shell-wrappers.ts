/**
 * Commands that run another command: what stands between their name and that command, and who reads its words.
 * Data only; a client that is missing here is judged as a command of its own.
 */
import type { ArgumentStyle } from "./shell-arguments.ts";

export interface Wrapper extends ArgumentStyle {
  /** The leading words: `sudo`, `juju ssh`. */
  readonly words: readonly string[];
  /** Operands in front of the command: the host of `ssh`, the duration of `timeout`. */
  readonly operands?: number;
  /** `A=b` may stand in front of the command, as with `env`. */
  readonly allowsAssignments?: boolean;
  /**
   * `argv`: the words are passed on as they are. `joined`: they are joined with blanks and a shell parses the result.
   * `script`: the option named in `scriptOption` holds one shell script.
   */
  readonly reads: "argv" | "joined" | "script";
  readonly scriptOption?: string;
  /** Other names of that option: `--command`. */
  readonly longScriptOptions?: readonly string[];
  /** The command stands behind `--` where there is one, whatever precedes it. */
  readonly hasDashes?: boolean;
  /** With one of these it only asks: `command -v`. It is a command of its own then. */
  readonly queries?: readonly string[];
  /** It puts what it reads into the command: see `FedWords`. */
  readonly isFeeding?: true;
  /** Without a command it changes nothing: `env` prints, `xargs` is `echo`. */
  readonly isHarmlessAlone?: true;
  /** The command runs on another machine or in a container. */
  readonly isElsewhere?: boolean;
}

const containerOptions = ["-u", "--user", "-w", "--workdir", "-e", "--env"];
const kubernetesOptions = [
  ...["-n", "--namespace", "-c", "--container", "--context", "--kubeconfig", "-f", "--filename"],
  ...["--cluster", "--as", "--pod-running-timeout", "--request-timeout"],
];
const jujuOptions = ["-m", "--model", "--unit", "-u", "-a", "--application", "--machine", "--timeout", "--wait", "--format"];
const lxcOptions = ["--cwd", "--env", "--user", "--group", "--mode", "--project"];
const sshOptions = [
  "-B",
  "-b",
  "-c",
  "-D",
  "-E",
  "-e",
  "-F",
  "-I",
  "-i",
  "-J",
  "-L",
  "-l",
  "-m",
  "-O",
  "-o",
  "-p",
  "-Q",
  "-R",
  "-S",
  "-W",
  "-w",
];

export const wrappers: readonly Wrapper[] = [
  {
    words: ["sudo"],
    reads: "argv",
    stopsAtOperand: true,
    allowsAssignments: true,
    valueOptions: ["-u", "--user", "-g", "--group", "-h", "--host", "-p", "--prompt", "-C", "-D", "-R", "-T"],
    queries: ["-l", "--list", "-v", "--validate", "-k", "-e", "--edit", "--version"],
  },
  { words: ["sshpass"], reads: "argv", stopsAtOperand: true, valueOptions: ["-p", "-f", "-d", "-P"] },
  { words: ["chroot"], reads: "argv", stopsAtOperand: true, operands: 1, valueOptions: ["--groups", "--userspec"] },
  { words: ["nsenter"], reads: "argv", stopsAtOperand: true, valueOptions: ["-t", "--target", "-S", "--setuid", "-G", "--setgid"] },
  { words: ["strace"], reads: "argv", stopsAtOperand: true, valueOptions: ["-e", "-o", "-p", "-s", "-u"], queries: ["-p"] },
  { words: ["gosu"], reads: "argv", stopsAtOperand: true, operands: 1 },
  { words: ["pkexec"], reads: "argv", stopsAtOperand: true, valueOptions: ["--user"] },
  { words: ["doas"], reads: "argv", stopsAtOperand: true, valueOptions: ["-u", "-C"] },
  {
    words: ["env"],
    reads: "argv",
    isHarmlessAlone: true,
    stopsAtOperand: true,
    allowsAssignments: true,
    valueOptions: ["-u", "--unset", "-C", "--chdir"],
  },
  { words: ["command"], reads: "argv", isHarmlessAlone: true, stopsAtOperand: true, queries: ["-v", "-V"] },
  { words: ["builtin"], reads: "argv", stopsAtOperand: true },
  { words: ["exec"], reads: "argv", isHarmlessAlone: true, stopsAtOperand: true, valueOptions: ["-a"] },
  { words: ["busybox"], reads: "argv", stopsAtOperand: true, queries: ["--list", "--list-full", "--install", "--help"] },
  { words: ["nohup"], reads: "argv", isHarmlessAlone: true, stopsAtOperand: true },
  { words: ["setsid"], reads: "argv", stopsAtOperand: true },
  { words: ["time"], reads: "argv", isHarmlessAlone: true, stopsAtOperand: true, valueOptions: ["-f", "--format", "-o", "--output"] },
  { words: ["nice"], reads: "argv", isHarmlessAlone: true, stopsAtOperand: true, valueOptions: ["-n", "--adjustment"] },
  {
    words: ["ionice"],
    reads: "argv",
    stopsAtOperand: true,
    valueOptions: ["-c", "--class", "-n", "--classdata", "-p", "--pid"],
  },
  { words: ["stdbuf"], reads: "argv", stopsAtOperand: true, valueOptions: ["-i", "--input", "-o", "--output", "-e", "--error"] },
  { words: ["timeout"], reads: "argv", stopsAtOperand: true, operands: 1, valueOptions: ["-s", "--signal", "-k", "--kill-after"] },
  { words: ["flock"], reads: "argv", stopsAtOperand: true, operands: 1, valueOptions: ["-w", "--timeout", "-E", "-c"] },
  {
    words: ["xargs"],
    reads: "argv",
    isFeeding: true,
    isHarmlessAlone: true,
    stopsAtOperand: true,
    valueOptions: ["-a", "-d", "-E", "-I", "-L", "-n", "-P", "-s", "--max-args", "--max-procs", "--delimiter", "--arg-file", "--max-chars"],
  },
  { words: ["watch"], reads: "joined", stopsAtOperand: true, valueOptions: ["-n", "--interval"] },
  { words: ["eval"], reads: "joined", stopsAtOperand: true },
  { words: ["bash"], reads: "script", stopsAtOperand: true, scriptOption: "-c", valueOptions: ["-o", "-O", "--rcfile", "--init-file"] },
  { words: ["sh"], reads: "script", stopsAtOperand: true, scriptOption: "-c", valueOptions: ["-o"] },
  { words: ["zsh"], reads: "script", stopsAtOperand: true, scriptOption: "-c", valueOptions: ["-o"] },
  { words: ["ash"], reads: "script", stopsAtOperand: true, scriptOption: "-c", valueOptions: ["-o"] },
  { words: ["ksh"], reads: "script", stopsAtOperand: true, scriptOption: "-c", valueOptions: ["-o"] },
  { words: ["dash"], reads: "script", stopsAtOperand: true, scriptOption: "-c", valueOptions: ["-o"] },
  {
    words: ["su"],
    reads: "script",
    scriptOption: "-c",
    longScriptOptions: ["--command", "--session-command"],
    valueOptions: ["-s", "--shell", "-c", "--command", "--session-command"],
  },
  {
    words: ["runuser"],
    reads: "script",
    scriptOption: "-c",
    longScriptOptions: ["--command", "--session-command"],
    valueOptions: ["-u", "--user", "-s", "--shell", "-c", "--command", "--session-command"],
  },
  { words: ["ssh"], reads: "joined", stopsAtOperand: true, operands: 1, valueOptions: sshOptions, isElsewhere: true },
  {
    words: ["juju", "ssh"],
    reads: "joined",
    stopsAtOperand: true,
    operands: 1,
    valueOptions: [...jujuOptions, "--container"],
    isElsewhere: true,
  },
  { words: ["juju", "exec"], reads: "joined", stopsAtOperand: true, valueOptions: jujuOptions, isElsewhere: true },
  { words: ["kubectl", "exec"], reads: "argv", operands: 1, hasDashes: true, valueOptions: kubernetesOptions, isElsewhere: true },
  { words: ["oc", "exec"], reads: "argv", operands: 1, hasDashes: true, valueOptions: kubernetesOptions, isElsewhere: true },
  { words: ["oc", "rsh"], reads: "argv", stopsAtOperand: true, operands: 1, valueOptions: kubernetesOptions, isElsewhere: true },
  { words: ["k8s", "kubectl", "exec"], reads: "argv", operands: 1, hasDashes: true, valueOptions: kubernetesOptions, isElsewhere: true },
  {
    words: ["microk8s", "kubectl", "exec"],
    reads: "argv",
    operands: 1,
    hasDashes: true,
    valueOptions: kubernetesOptions,
    isElsewhere: true,
  },
  { words: ["crictl", "exec"], reads: "argv", stopsAtOperand: true, operands: 1, isElsewhere: true },
  { words: ["docker", "exec"], reads: "argv", stopsAtOperand: true, operands: 1, valueOptions: containerOptions, isElsewhere: true },
  { words: ["podman", "exec"], reads: "argv", stopsAtOperand: true, operands: 1, valueOptions: containerOptions, isElsewhere: true },
  {
    words: ["docker", "compose", "exec"],
    reads: "argv",
    stopsAtOperand: true,
    operands: 1,
    valueOptions: [...containerOptions, "--index"],
    isElsewhere: true,
  },
  { words: ["lxc", "exec"], reads: "argv", operands: 1, hasDashes: true, valueOptions: lxcOptions, isElsewhere: true },
  { words: ["incus", "exec"], reads: "argv", operands: 1, hasDashes: true, valueOptions: lxcOptions, isElsewhere: true },
  {
    words: ["multipass", "exec"],
    reads: "argv",
    operands: 1,
    hasDashes: true,
    valueOptions: ["-d", "--working-directory"],
    isElsewhere: true,
  },
  {
    words: ["ip", "netns", "exec"],
    reads: "argv",
    stopsAtOperand: true,
    operands: 1,
    hasLongSingleDash: true,
    valueOptions: ["-n", "-netns"],
  },
];

/** Programs that read commands from stdin when they are given no script, here or where `ssh` takes them. */
export const shells: readonly string[] = ["bash", "sh", "dash", "ash", "zsh", "ksh"];

/** Programs that take a script in an option, so that whatever runs them with one runs that script. */
export const scriptRunners: readonly string[] = [...shells, "fish", "su", "python", "python3", "perl", "ruby", "node", "php"];

/** Commands that run none of their words, whatever those are: `echo bash -c x`. */
export const bystanders: readonly string[] = [
  ...[
    "echo",
    "printf",
    "true",
    "false",
    ":",
    "test",
    "[",
    "grep",
    "egrep",
    "fgrep",
    "zgrep",
    "rg",
    "logger",
    "which",
    "type",
    "man",
    "alias",
  ],
  ...["find", "apt", "apt-get", "dnf", "yum", "snap", "cat", "ls", "pgrep", "pkill", "killall", "jq", "systemctl", "command", "hash"],
];
