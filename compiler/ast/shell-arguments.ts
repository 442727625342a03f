/**
 * Reads a command's arguments as getopt does: which words are options, which are their values, which are operands.
 */
import type { CommandWord } from "./shell-commands.ts";

export interface CommandOption {
  /** `-m`, `--model`; a single letter out of a cluster, so `-sSf` is three. */
  readonly name: string;
  /** The value's text; `null` where there is none or it is known only at run time. */
  readonly value: string | null;
  readonly word: CommandWord;
  /** The word in which the value stands: the option's own or the next; `null` where there is none. */
  readonly valueWord: CommandWord | null;
}

export interface CommandArguments {
  readonly options: readonly CommandOption[];
  readonly operands: readonly CommandWord[];
  /** The words behind `--`; they are among the operands too. */
  readonly afterDashes: readonly CommandWord[] | null;
}

export interface ArgumentStyle {
  /** Options whose value is the next word unless it is joined: `-m openstack`, `--model=openstack`. */
  readonly valueOptions?: readonly string[];
  /** Options whose value, if any, is joined to a single letter: `mysql -psecret`, for `mysql -p` asks. */
  readonly joinedOptions?: readonly string[];
  /** Options that take two words: jq's `--arg name value`. */
  readonly pairOptions?: readonly string[];
  /** `-format=json` is one option, as in Go's own flag package and in `find`. */
  readonly hasLongSingleDash?: boolean;
  /** Options with one dash that are more than a letter, among clusters of letters: `-nv` of wget. */
  readonly wholeOptions?: readonly string[];
  /** The first operand ends the options, as in `sudo` and `ssh`. */
  readonly stopsAtOperand?: boolean;
}

export function readArguments(words: readonly CommandWord[], style: ArgumentStyle): CommandArguments {
  const options: CommandOption[] = [];
  const operands: CommandWord[] = [];
  let at = 0;
  while (at < words.length) {
    const word = words[at]!;
    at += 1;
    const text = word.value;
    const lead = text === null ? leadOf(word) : "";
    const expanded = lead.startsWith("-") ? readExpanded(word, lead, style) : null;
    if (expanded !== null) {
      options.push(expanded);
      continue;
    }
    if (text === "--") {
      const afterDashes = words.slice(at);
      return { options, operands: operands.concat(afterDashes), afterDashes };
    }
    if (text === null || text === "-" || !text.startsWith("-")) {
      operands.push(word);
      if (!style.stopsAtOperand) continue;
      return { options, operands: operands.concat(words.slice(at)), afterDashes: null };
    }
    const read = readOption(word, text, style);
    options.push(...read);
    const last = read.at(-1)!;
    if (style.pairOptions?.includes(last.name)) at += 2;
    if (last.valueWord === null && takesValue(last.name, style) && at < words.length) {
      options[options.length - 1] = { ...last, value: words[at]!.value, valueWord: words[at]! };
      at += 1;
    }
  }
  return { options, operands, afterDashes: null };
}

/** `--model="$m"` and `-m"$m"`: the option is known now, its value at run time. */
function readExpanded(word: CommandWord, lead: string, style: ArgumentStyle): CommandOption | null {
  const equals = lead.indexOf("=");
  if (equals !== -1 && (lead.startsWith("--") || style.hasLongSingleDash === true)) {
    return { name: lead.slice(0, equals), value: null, word, valueWord: word };
  }
  const short = lead.slice(0, 2);
  const isJoined = !lead.startsWith("--") && (takesValue(short, style) || style.joinedOptions?.includes(short) === true);
  return isJoined ? { name: short, value: null, word, valueWord: word } : null;
}

/** What a word that is known only at run time begins with: `--model=` of `--model="$m"`. */
export function leadOf({ text, tokens, node, start, end }: CommandWord): string {
  const [first] = node.parts ?? [];
  const inner = first?.type === "DoubleQuoted" ? first.parts[0] : first;
  const known = inner === undefined ? text : inner.type === "Literal" ? inner.value : "";
  const [token] = tokens;
  return token === undefined ? known : end - start === text.length ? known.slice(0, Math.max(0, token.start - start)) : "";
}

function takesValue(name: string, { valueOptions = [] }: ArgumentStyle): boolean {
  return valueOptions.includes(name);
}

function readOption(word: CommandWord, text: string, style: ArgumentStyle): CommandOption[] {
  const equals = text.indexOf("=");
  const isWhole = style.wholeOptions?.includes(equals === -1 ? text : text.slice(0, equals)) === true;
  if (text.startsWith("--") || style.hasLongSingleDash || isWhole) {
    return equals === -1
      ? [{ name: text, value: null, word, valueWord: null }]
      : [{ name: text.slice(0, equals), value: text.slice(equals + 1), word, valueWord: word }];
  }
  const read: CommandOption[] = [];
  for (let at = 1; at < text.length; at += 1) {
    const name = `-${text[at]}`;
    const joined = text.slice(at + 1);
    const mayJoin = takesValue(name, style) || style.joinedOptions?.includes(name) === true;
    if (mayJoin && joined !== "") return [...read, { name, value: joined, word, valueWord: word }];
    read.push({ name, value: null, word, valueWord: null });
  }
  return read;
}
