/**
 * A runner to be killed: `node victim.ts start|resume FOLDER`. Its procedure is written by hand, its ports are the real
 * ones, and its operator gives the word at once and answers nothing else. Prints its outcome as JSON.
 */
import { createHash } from "node:crypto";
import { systemClock } from "../../runtime/node/clock.ts";
import { openJournalStore } from "../../runtime/node/journal-store.ts";
import { BashShell } from "../../runtime/node/shell.ts";
import { block, check, commandCondition, gate, procedure, run, step, succeeds, type Block, type Effect } from "../../runtime/procedure.ts";
import { resumeRun, startRun } from "../../runtime/start.ts";

const [mode, folder = ""] = process.argv.slice(2);
const scripts = new Map<string, string>();

function blockOf(file: string, effect: Effect, script: string): Block {
  scripts.set(file, script);
  return block({
    file,
    effect,
    blockSha256: createHash("sha256").update(script).digest("hex"),
    host: "local",
    timeoutMs: 60_000,
    source: [1, 1],
  });
}

const fills = process.env["VICTIM_FILLS"] === undefined ? "" : "head -c 10M /dev/zero > filled || true\n";
const probe = blockOf("blocks/probe.sh", "read-only", "grep -qx end changes\n");
const changed = gate({
  id: "1/gate-1",
  source: [3, 3],
  sentence: "it has changed",
  conditions: [commandCondition("it has changed", probe, succeeds)],
});
const change = run({
  id: "1/run-1",
  title: "change",
  source: [2, 2],
  gates: [changed],
  block: blockOf(
    "blocks/change.sh",
    "mutating",
    `echo begin >> changes\n${fills}sleep ${process.env["VICTIM_SECONDS"] ?? "1.5"}\necho end >> changes\n`,
  ),
});
const linger = check({
  id: "1/check-1",
  title: "linger",
  source: [1, 1],
  block: blockOf(
    "blocks/linger.sh",
    "read-only",
    "if [ -e go ]; then exit 0; fi\n(trap '' TERM; sleep 100) &\necho \"$$ $!\" > lingering\nwait\n",
  ),
});

const ports = {
  clock: systemClock,
  journalStore: openJournalStore(folder),
  shell: new BashShell({ folder, runId: "victim", environment: process.env, workingFolder: folder }),
  operator: {
    name: "victim",
    interruption: new AbortController().signal,
    show: () => undefined,
    ask: async (question: { readonly purpose: string }) =>
      question.purpose === "word"
        ? { kind: "chosen" as const, key: "run", text: "" }
        : { kind: "gone" as const, why: "no terminal" as const },
  },
};
const options = {
  procedure: procedure({
    id: "victim",
    title: "Victim",
    sourceFile: "runbooks/victim.md",
    sourceSha256: "0".repeat(64),
    compilerVersion: "0.1.0",
    parameters: [],
    hosts: ["local"],
    steps: [step({ id: "1", title: "One", source: [1, 9], items: [linger, change, changed] })],
    checklist: [],
    procedures: [],
    tables: [],
  }),
  procedureSha256: "a".repeat(64),
  readBlock: (file: string) => scripts.get(file) ?? null,
  ports,
  runId: "victim",
  identity: { host: "here", user: "victim" },
  hosts: {},
};
const outcome = mode === "start" ? await startRun({ ...options, parameters: {} }) : await resumeRun(options);
process.stdout.write(JSON.stringify({ state: outcome.state, exitStatus: outcome.exitStatus, happened: outcome.happened }));
