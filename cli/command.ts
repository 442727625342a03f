/**
 * How a command is declared: a name, one line of what it does, examples that really run, an action that ends in a status.
 */
import { Command } from "commander";

export interface CommandText {
  readonly summary: string;
  /** More about it; one paragraph. */
  readonly description?: string;
  readonly examples: readonly { readonly line: string; readonly does: string }[];
}

/** Adds a command; what it inherits from the program (errors, output) is commander's business. */
export function addCommand(program: Command, usage: string, { summary, description, examples }: CommandText): Command {
  const width = Math.max(...examples.map(({ line }) => line.length));
  const lines = examples.map(({ line, does }) => `  $ ${line.padEnd(width)}   ${does}`);
  return program
    .command(usage)
    .summary(summary)
    .description(description ?? summary)
    .addHelpText("after", `\nExamples:\n${lines.join("\n")}\n`);
}

/** Wraps an action so that what it returns is the exit status. */
export function ending<Arguments extends unknown[]>(
  action: (...given: Arguments) => number | Promise<number>,
): (...given: Arguments) => Promise<void> {
  return async (...given) => {
    process.exitCode = await action(...given);
  };
}
