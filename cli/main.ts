/**
 * The command line: which commands there are, and how each way to end becomes words and an exit status. Wiring only.
 */
import { Command } from "commander";
import { addCompile } from "./commands/compile.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addExplain } from "./commands/explain.ts";
import { addInit } from "./commands/init.ts";
import { addLint } from "./commands/lint.ts";
import { addPlan } from "./commands/plan.ts";
import { addRehearse } from "./commands/rehearse.ts";
import { addReport } from "./commands/report.ts";
import { addResume } from "./commands/resume.ts";
import { addRun } from "./commands/run.ts";
import { addRuns } from "./commands/runs.ts";
import { addSurface } from "./commands/surface.ts";
import { explainEnd } from "./explain-end.ts";
import { version } from "./package.ts";
import { tolerateClosedPipes } from "./terminal.ts";

/** Carries out one command line; the exit status is left in `process.exitCode`. */
export async function main(argv: readonly string[]): Promise<void> {
  tolerateClosedPipes();
  try {
    await createProgram().parseAsync([...argv]);
  } catch (error) {
    process.exitCode = explainEnd(error, argv);
  }
}

function createProgram(): Command {
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
  for (const add of [
    addLint,
    addCompile,
    addExplain,
    addPlan,
    addRehearse,
    addRun,
    addResume,
    addRuns,
    addReport,
    addInit,
    addDoctor,
    addSurface,
  ])
    add(program);
  return program;
}
