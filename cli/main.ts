/**
 * The command line: which commands there are, and how each way to end becomes words and an exit status. Wiring only.
 */
import { Command, CommanderError } from "commander";
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
import { bug, good, Refusal, refused } from "./exit-status.ts";
import { version } from "./package.ts";
import { say, tolerateClosedPipes } from "./terminal.ts";

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
  for (const add of [addLint, addCompile, addExplain, addPlan, addRehearse, addRun, addResume, addRuns, addReport, addInit, addDoctor])
    add(program);
  return program;
}

function explainEnd(error: unknown, argv: readonly string[]): number {
  // Commander has said what is wrong; help and version are the two ends that are no mistake.
  if (error instanceof CommanderError) return error.exitCode === 0 ? good : refused;
  if (error instanceof Refusal) {
    say(`rungate: ${error.message}${error.fix === null ? "" : `\n  fix: ${error.fix}`}`);
    return error.status;
  }
  say(describeBug(error, argv));
  return bug;
}

/** What the next person needs to find it; the stack is for us, so it comes last. */
function describeBug(error: unknown, argv: readonly string[]): string {
  const causes: string[] = [];
  for (let current: unknown = error; current !== undefined; current = current instanceof Error ? current.cause : undefined) {
    causes.push(current instanceof Error ? (current.stack ?? current.message) : String(current));
  }
  const message = (error instanceof Error ? error.message : String(error)).replace(/^bug in rungate: /, "").split("\n")[0];
  return [
    `bug in rungate ${version}: ${message}`,
    "  results  incomplete; nothing after this point was done",
    `  attach   this text and the files that the command reads: ${["rungate", ...argv.slice(2)].join(" ")}`,
    `  on       Node ${process.versions.node}, ${process.platform}`,
    "",
    ...causes,
  ].join("\n");
}
