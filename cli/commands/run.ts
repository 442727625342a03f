/**
 * `rungate run`: a compiled procedure, for real.
 */
import { InvalidArgumentError, type Command } from "commander";
import { addCommand, ending } from "../command.ts";
import { findCompiledProcedure } from "../compiled-procedure.ts";
import { openSoundWorkspace } from "../open-workspace.ts";

interface RunOptions {
  readonly param: Readonly<Record<string, string>>;
  readonly step: readonly string[];
  readonly checkOnly?: boolean;
}

export function addRun(program: Command): void {
  addCommand(program, "run <runbook>", {
    summary: "run it for real",
    description:
      "Runs a compiled procedure for real. Each change waits for your word; no option gives it. What you do not name is asked for.",
    examples: [
      { line: "rungate run restart --param service=web", does: "with a value for <service>" },
      { line: "rungate run restart --check-only", does: "end before the first change" },
      { line: "rungate run restart --step 5.2", does: "with a step that runs only when it is named" },
    ],
  })
    .option("--param <name=value>", "a value, as often as there are values", collectParameter, {})
    .option(
      "--step <id>",
      "ask for a step marked `only when named`, as often as there are such steps",
      (id: string, ids: readonly string[]) => [...ids, id],
      [],
    )
    .option("--check-only", "end before the first change")
    .action(ending(run));
}

function collectParameter(text: string, collected: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [, name, value] = /^([A-Za-z][A-Za-z0-9_-]*)=([\s\S]*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError("Expected name=value.");
  if (Object.hasOwn(collected, name)) throw new InvalidArgumentError(`Expected one value for ${name}, found two.`);
  return { ...collected, [name]: value };
}

async function run(name: string, { param, step, checkOnly }: RunOptions): Promise<number> {
  const workspace = await openSoundWorkspace();
  const procedure = await findCompiledProcedure(name, workspace);
  const { startNewRun } = await import("../execute-run.ts");
  return startNewRun(procedure, { parameters: param, named: step, isCheckOnly: checkOnly ?? false }, workspace);
}
