/**
 * What is said where a value cannot stand: bash would evaluate it, or would not expand it at all.
 */
import type { Site } from "./place.ts";

export interface Refusal {
  readonly code: string;
  /** Behind "Unexpected value `<app>`". */
  readonly message: string;
  readonly why: string;
  /** Given the token as written and a variable's name for it. */
  readonly fix: (written: string, variable: string) => string;
}

const assignFirst = (written: string, variable: string): string =>
  `Assign it first, \`${variable}=${written}\`, and write \`$${variable}\` here`;

/** Sites in which no value may stand, whatever its type. */
export const siteRefusals: Partial<Record<Site, Refusal>> = {
  arithmetic: {
    code: "resolve/value-in-arithmetic",
    message: "in arithmetic, expected a variable",
    why: "bash evaluates arithmetic text as an expression: a value such as `a[$(reboot)]` would be executed",
    fix: (written, variable) =>
      `Assign it first, \`${variable}=${written}\` with the type int, and write \`${variable}\` in the expression`,
  },
  subscript: {
    code: "resolve/value-in-subscript",
    message: "in a subscript or offset, expected a variable",
    why: "bash evaluates subscripts and offsets as arithmetic, and executes a `$( )` that the value holds",
    fix: (written, variable) => `Assign it first, \`${variable}=${written}\` with the type int, and write \`${variable}\` in the brackets`,
  },
  expansion: {
    code: "resolve/value-in-expansion",
    message: "inside an expansion, expected a variable",
    why: "quotes do not reach into an expansion reliably: in `${x#...}` the value would act as a pattern",
    fix: (written, variable) => `Assign it first, \`${variable}=${written}\`, and write \`"$${variable}"\` inside the expansion`,
  },
  backtick: {
    code: "resolve/value-in-backticks",
    message: "inside backticks, expected `$( )`",
    why: "backticks remove one level of backslashes and quotes before the command is read, so the value's quotes cannot be trusted",
    fix: () => "Write `$(command)` instead of backticks",
  },
  commandName: {
    code: "resolve/value-as-command",
    message: "as the command, expected a command's name",
    why: "whoever chooses the value chooses what is executed, and no effect can be known before",
    fix: (written) => `Write the command's name, and give \`${written}\` as an argument`,
  },
  name: {
    code: "resolve/value-as-name",
    message: "as a variable's or function's name, expected a plain name",
    why: "bash does not expand a value in a name: the assignment would be read as a command",
    fix: () => "Write a plain name, and use the value on the right side",
  },
  heredocDelimiter: {
    code: "resolve/value-as-delimiter",
    message: "as the delimiter of a heredoc, expected a plain word",
    why: "bash does not expand a delimiter, so the heredoc would never end",
    fix: () => "Write a plain word such as `EOF`",
  },
  tilde: {
    code: "resolve/value-in-tilde",
    message: "behind `~`, expected a path",
    why: "bash looks up the user's name before it expands values: the command would get a literal `~`",
    fix: (written) => `Write the directory, for example \`/home/${written}\``,
  },
  braceSequence: {
    code: "resolve/value-in-brace-sequence",
    message: "in a brace sequence, expected `seq`",
    why: "bash expands braces before values: the command would get the text `{1..3}` itself",
    fix: (written) => `Write \`$(seq 1 ${written})\``,
  },
};

export const quotedHeredoc: Refusal = {
  code: "resolve/value-in-quoted-heredoc",
  message: "in a heredoc whose delimiter is quoted, expected an expanding heredoc",
  why: "bash expands nothing in this heredoc: the name itself would be written",
  fix: () => "Remove the quotes from the delimiter, and put a backslash before every other `$` and backtick of the text",
};

export const ansiC: Refusal = {
  code: "resolve/value-in-ansi-c-quotes",
  message: "inside `$'...'`, expected double quotes",
  why: "nothing is expanded inside `$'...'`, and its backslashes would change the value",
  fix: assignFirst,
};

export const arithmeticTest: Refusal = {
  code: "resolve/value-in-arithmetic",
  message: "in an arithmetic test, expected a value of type int",
  why: "`[[ ... -gt ... ]]` evaluates both sides as arithmetic, quoted or not, and executes a `$( )` in them",
  fix: (written) => `Declare \`${written}\` as int, or compare with \`[ ]\``,
};

export const redirectedDescriptor: Refusal = {
  code: "resolve/value-or-descriptor",
  message: "as a file descriptor, expected a number or a file",
  why: "a value of digits would join two open files, any other would name a file",
  fix: (written) => `Write \`> ${written}\` for a file, or the descriptor's number`,
};
