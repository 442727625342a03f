/**
 * Reads what a client's `--help` prints: its options, and the commands it lists. In doubt an option is taken for known,
 * for what is not known is reported to authors.
 */

export interface Help {
  /** Sorted; those that take a value end in `=`. */
  readonly options: readonly string[];
  /** As listed, without the client's name: `server create`, `container`. */
  readonly commands: readonly string[];
  /** The words behind its first operand are another program's: `docker run [OPTIONS] IMAGE [COMMAND] [ARG...]`. */
  readonly handsOn: boolean;
}

/** An option anywhere in the text, and the value behind it: `-c COLUMN`, `--flavor <flavor>`, `--format=json`, `--tail int`. */
const optionPattern =
  /(?<![\w-])(--?[A-Za-z0-9][\w.-]*)(\[?=|[ ](?=<|[A-Z][A-Z0-9_]{2,}|\{|string|int\b|duration|list\b|bytes|filter|uint|float|stringArray|strings\b))?/g;

export function parseHelp(text: string): Help {
  const takesValue = new Map<string, boolean>();
  for (const [, name = "", value] of text.matchAll(optionPattern)) {
    const option = name.replace(/[.-]+$/, "");
    if (option.length > 1) takesValue.set(option, takesValue.get(option) === true || value !== undefined);
  }
  const options = [...takesValue].map(([name, hasValue]) => (hasValue ? `${name}=` : name)).toSorted();
  return { options, commands: commandsIn(text), handsOn: handsOn(text) };
}

function handsOn(text: string): boolean {
  const usage = /^usage:.*(?:\n[ \t]+\S.*)*/im.exec(text)?.[0] ?? "";
  return /\b(?:COMMAND|CMD|ARG|ARGS|command|cmd|args)\b(?:\]| \[|\.\.\.|$)/m.test(usage);
}

/** `Commands:`, `Management Commands:`, `Available Commands:`, `AVAILABLE COMMANDS`. */
const header = /^(?:(?! ).*\bcommands?\b[^:]*:|[A-Z ]*COMMANDS)$/i;
/** Two blanks or more end the command's words; a long name stands alone on its line. */
const entry = /^ {1,4}([a-z][a-z0-9_-]*(?: [a-z0-9][a-z0-9_-]*)*)\*?(?:, ?[a-z]+)?:?(?: {2,}|\t|$)/;

function commandsIn(text: string): string[] {
  const found = new Set<string>();
  let isListing = false;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "") continue;
    if (!line.startsWith(" ") && !line.startsWith("\t")) isListing = header.test(line) && !/^usage/i.test(line);
    else if (isListing) {
      const words = entry.exec(line)?.[1];
      if (words !== undefined) found.add(words);
    }
  }
  return [...found];
}
