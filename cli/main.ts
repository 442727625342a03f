/**
 * The command line: which commands there are, and how each way to end becomes words and an exit status. Wiring only.
 */
import { Command } from "commander";
import { explainEnd } from "./explain/explain-end.ts";
import { version } from "./package.ts";
import { tolerateClosedPipes } from "./terminal.ts";

type AddCommand = (program: Command) => unknown;

/** In the order of the help. A command's modules are loaded when it is named. */
const commands: ReadonlyMap<string, () => Promise<AddCommand>> = new Map([
  ["lint", async () => (await import("./commands/lint.ts")).addLint],
  ["compile", async () => (await import("./commands/compile.ts")).addCompile],
  ["explain", async () => (await import("./commands/explain.ts")).addExplain],
  ["plan", async () => (await import("./commands/plan.ts")).addPlan],
  ["rehearse", async () => (await import("./commands/rehearse.ts")).addRehearse],
  ["run", async () => (await import("./commands/run.ts")).addRun],
  ["resume", async () => (await import("./commands/resume.ts")).addResume],
  ["status", async () => (await import("./commands/status.ts")).addStatus],
  ["close", async () => (await import("./commands/close.ts")).addClose],
  ["window", async () => (await import("./commands/window.ts")).addWindow],
  ["unlock", async () => (await import("./commands/unlock.ts")).addUnlock],
  ["runs", async () => (await import("./commands/runs.ts")).addRuns],
  ["report", async () => (await import("./commands/report.ts")).addReport],
  ["verify", async () => (await import("./commands/verify.ts")).addVerify],
  ["seal", async () => (await import("./commands/seal.ts")).addSeal],
  ["fold", async () => (await import("./commands/fold.ts")).addFold],
  ["approve", async () => (await import("./commands/approve.ts")).addApprove],
  ["init", async () => (await import("./commands/init.ts")).addInit],
  ["doctor", async () => (await import("./commands/doctor.ts")).addDoctor],
  ["surface", async () => (await import("./commands/surface.ts")).addSurface],
]);

/** Carries out one command line; the exit status is left in `process.exitCode`. */
export async function main(argv: readonly string[]): Promise<void> {
  tolerateClosedPipes();
  try {
    await (await createProgram(argv[2])).parseAsync([...argv]);
  } catch (error) {
    process.exitCode = explainEnd(error, argv);
  }
}

/** `first`: the first word; where it names no command, the program has them all, for its help and for what was nearly meant. */
async function createProgram(first: string | undefined): Promise<Command> {
  const program = new Command("rungate")
    .description("Literate runbooks: the sentence the operator reads is the sentence the machine executes.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help; `rungate <command> --help` has examples")
    .helpCommand(false)
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "rungate: ")) })
    .exitOverride()
    .addHelpText(
      "after",
      "\nStart with:\n  $ rungate init      a first runbook in this repository\n  $ rungate doctor    what this machine lacks to run one\n",
    );
  const named = commands.get(first ?? "");
  for (const load of named === undefined ? commands.values() : [named]) (await load())(program);
  return program;
}
