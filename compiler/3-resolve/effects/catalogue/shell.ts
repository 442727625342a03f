/** Builtins, and the wrappers where they run nothing or something that only the run can tell. */
import { shells, wrappers } from "../../../ast/shell-wrappers.ts";
import { type Client, words } from "../client.ts";

const atRunTime = "what it runs is known only at run time";

/** Of those with an entry of their own, that entry decides. */
const wrapperClients = wrappers
  .filter((wrapper) => wrapper.words.length === 1 && !shells.includes(wrapper.words[0]!))
  .map((wrapper): Client => ({
    names: wrapper.words,
    otherwise: wrapper.isHarmlessAlone === true ? "read-only" : "undetermined",
    because: wrapper.isHarmlessAlone === true ? "without a command it changes nothing" : atRunTime,
  }));

export const shell: readonly Client[] = [
  ...wrapperClients,
  {
    names: words(`
        echo, printf, true, false, :, test, [, pwd, cd, pushd, popd, dirs, mapfile, readarray, set, shopt, shift, unset,
        export, declare, typeset, local, readonly, let, return, exit, break, continue, wait, jobs, fg, bg, disown, type, hash,
        help, times, umask, getopts, alias, unalias, caller, compgen, complete, history, fc, logout, enable, bind, ulimit,
        suspend
      `),
    otherwise: "read-only",
  },
  {
    names: ["read"],
    otherwise: "read-only",
    valueOptions: words("-p, -d, -n, -N, -t, -u, -i, -a"),
    facts: { interactive: { always: true, unless: ["-u"] }, readsStdin: { always: true, unless: ["-u"] } },
  },
  {
    names: ["sudo", "doas"],
    otherwise: "undetermined",
    because: atRunTime,
    options: { "-l": "read-only", "--list": "read-only", "-v": "read-only", "--validate": "read-only", "-k": "read-only" },
    stopsAtOperand: true,
    valueOptions: ["-u", "-g"],
  },
  { names: ["trap"], otherwise: "undetermined", because: atRunTime },
  { names: ["source", "."], otherwise: "undetermined", because: "a sourced file may do anything" },
  {
    names: shells,
    otherwise: "undetermined",
    options: { "-n": "read-only" },
    valueOptions: ["-c", "-o", "-O", "--rcfile", "--init-file"],
    stopsAtOperand: true,
  },
  { names: ["parallel", "unshare"], otherwise: "undetermined", because: atRunTime },
  { names: ["watch"], otherwise: "undetermined", because: atRunTime, facts: { endless: { always: true } } },
  {
    names: ["sshpass"],
    otherwise: "undetermined",
    because: atRunTime,
    stopsAtOperand: true,
    joinedOptions: ["-p"],
    valueOptions: ["-p", "-f", "-d", "-P"],
    secretOptions: ["-p"],
  },
  {
    names: ["ssh"],
    otherwise: "undetermined",
    valueOptions: words("-b, -c, -D, -E, -e, -F, -I, -i, -J, -L, -l, -m, -O, -o, -p, -Q, -R, -S, -W, -w"),
    facts: {
      readsStdin: { always: true, unless: ["-n", "-f", "-N", "-V", "-G", "-Q", "-O"] },
      bypassesTrust: { options: ["-o StrictHostKeyChecking=no", "-o StrictHostKeyChecking=off", "-o UserKnownHostsFile=/dev/null"] },
      interactive: { withoutOperands: true, operandsBefore: 1, unless: ["-N", "-f", "-T", "-W", "-V", "-G", "-Q", "-O"] },
    },
    because: "it opens a shell on another machine",
    options: { "-G": "read-only", "-V": "read-only" },
    stopsAtOperand: true,
  },
];
