/**
 * `rungate run`: a compiled procedure, for real.
 */
import { InvalidArgumentError, Option, type Command } from "commander";
import { checkFormats, type CheckFormat } from "../check-results.ts";
import { addCommand, ending } from "../command.ts";
import { findCompiledProcedure } from "../compiled-procedure.ts";
import { Refusal } from "../exit-status.ts";
import { openSoundWorkspace } from "../open-workspace.ts";

interface RunOptions {
  readonly param: Readonly<Record<string, string>>;
  readonly step: readonly string[];
  readonly checkOnly?: boolean;
  readonly instruct?: boolean;
  readonly format?: CheckFormat;
  readonly plain?: boolean;
}

export function addRun(program: Command): void {
  addCommand(program, "run <runbook>", {
    summary: "run it for real",
    description:
      "Runs a compiled procedure for real. Each change waits for your word; no option gives it. What you do not name is asked for.",
    examples: [
      { line: "rungate run restart --param service=web", does: "with a value for <service>" },
      { line: "rungate run restart --check-only", does: "judge all that needs no change and no person" },
      { line: "rungate run restart --check-only --format junit", does: "the same by night, for CI" },
      { line: "rungate run restart --instruct", does: "by hand, where no program may log in" },
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
    .option("--check-only", "every CHECK and every gate that a machine can judge, and nothing else; nobody is asked")
    .option("--instruct", "run nothing: you paste each block elsewhere, and what it printed back")
    .addOption(new Option("--format <format>", "how `--check-only` tells what it found").choices(checkFormats))
    .option("--plain", "one thing a row, nothing rewritten or painted: for a screen reader or a log")
    .action(ending(run));
}

function collectParameter(text: string, collected: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [, name, value] = /^([A-Za-z][A-Za-z0-9_-]*)=([\s\S]*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError("Expected name=value.");
  if (Object.hasOwn(collected, name)) throw new InvalidArgumentError(`Expected one value for ${name}, found two.`);
  return { ...collected, [name]: value };
}

async function run(name: string, { param, step, checkOnly: isCheckOnly, instruct, format, plain }: RunOptions): Promise<number> {
  if (format !== undefined && isCheckOnly !== true)
    throw new Refusal("Unexpected `--format`, expected `--check-only` with it", "add `--check-only`, or leave `--format` out");
  if (instruct === true && isCheckOnly === true)
    throw new Refusal("Unexpected `--instruct` with `--check-only`, expected one of them", "leave one out: `--check-only` asks nobody");
  const workspace = await openSoundWorkspace();
  const procedure = await findCompiledProcedure(name, workspace);
  const asked = {
    parameters: param,
    named: step,
    mode: isCheckOnly === true ? "check only" : instruct === true ? "by hand" : null,
  } as const;
  const { checkOnly, startNewRun } = await import("../execute-run.ts");
  return isCheckOnly === true
    ? checkOnly(procedure, asked, format ?? "pretty", workspace)
    : startNewRun(procedure, asked, { isPlain: plain ?? false }, workspace);
}
