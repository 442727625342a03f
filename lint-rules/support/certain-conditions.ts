/**
 * Conditions that hold whatever is read: patterns that match every text, a value compared with itself, every exit status,
 * commands that print the same everywhere. Only what the sentence itself proves.
 */
import type { Condition, Predicate } from "../../compiler/ast/condition.ts";
import { literalText, type ShellNode } from "../../compiler/ast/shell.ts";
import type { ShellBlock } from "../../compiler/ast/shell-block.ts";
import { unknownPart } from "./unknown-text.ts";

/** Why the condition cannot fail, and what to write; `null` where it can. */
export function findCertainty({ subject, predicate }: Condition): { readonly what: string; readonly fix: string } | null {
  const pattern = {
    what: "pattern that matches every text",
    fix: "Say what the text must be: anchor the pattern, `/^...$/`, and leave nothing optional",
  };
  if (subject.kind === "Rows") return subject.where.some((said) => matchesEverything(said.predicate, false)) ? pattern : null;
  if (predicate === null) return null;
  if (subject.kind === "Stream" && subject.stream === "exit")
    return allowsEveryStatus(predicate)
      ? {
          what: "condition on `exit` that every status meets",
          fix: "Write `exit is 0`, or name the statuses that are allowed: `exit is one of 0, 1`",
        }
      : null;
  if (subject.kind === "Value" && isItself(predicate, subject))
    return { what: "comparison of a value with itself", fix: "Compare it with what is read from the world" };
  const isOfLine = subject.kind === "Lines";
  // `no line matches /.*/` asks for no lines, and a number of them is a number.
  if (subject.kind === "Command" || (isOfLine && subject.quantifier.kind !== "every" && subject.quantifier.kind !== "some")) return null;
  return matchesEverything(predicate, isOfLine) ? pattern : null;
}

/**
 * True where the pattern matches the empty text at the beginning, or at the end, of every text. One that asserts anything
 * else (`\b`, `(?=`), or both ends, is not judged.
 */
function matchesEverything(predicate: Predicate, isOfLine: boolean): boolean {
  if (predicate.kind !== "matches") return false;
  const { pattern, flags } = predicate;
  const isWholeLine = pattern === "^.*$" && (isOfLine || /[ms]/.test(flags));
  if (isWholeLine) return true;
  const hasBothEnds = pattern.includes("^") && pattern.includes("$");
  if (hasBothEnds || /\\[bB]|\(\?[=!<]/.test(pattern)) return false;
  try {
    return new RegExp(pattern, flags.replaceAll(/[gy]/g, "")).test("");
  } catch {
    return false;
  }
}

/** `<app>` is `<app>`. */
function isItself(predicate: Predicate, { name, column }: { readonly name: string; readonly column: string | null }): boolean {
  const isSame = (operand: Extract<Predicate, { kind: "isOneOf" }>["operands"][number]): boolean =>
    operand.kind === "ValueReference" && operand.name === name && operand.column === column;
  switch (predicate.kind) {
    case "is":
    case "contains":
    case "isAtLeast":
    case "isAtMost":
      return isSame(predicate.operand);
    case "isOneOf":
      return predicate.operands.some(isSame);
    default:
      return false;
  }
}

function allowsEveryStatus(predicate: Predicate): boolean {
  for (let status = 0; status < 256; status += 1) if (!allowsStatus(predicate, status)) return false;
  return true;
}

function allowsStatus(predicate: Predicate, status: number): boolean {
  const numbers = ("operand" in predicate ? [predicate.operand] : "operands" in predicate ? predicate.operands : []).map((operand) =>
    operand.kind === "Literal" && /^-?\d+$/.test(operand.text) ? Number(operand.text) : Number.NaN,
  );
  const [limit = Number.NaN] = numbers;
  switch (predicate.kind) {
    case "isNotEmpty":
      return true;
    case "matches":
      return matchesEverything(predicate, true);
    case "isOneOf":
      return numbers.includes(status);
    case "isNot":
      return status !== limit && !Number.isNaN(limit);
    case "isAtLeast":
      return status >= limit;
    case "isMoreThan":
      return status > limit;
    case "isAtMost":
      return status <= limit;
    case "isLessThan":
      return status < limit;
    case "isBetween":
      return (
        predicate.low.kind === "Literal" &&
        predicate.high.kind === "Literal" &&
        status >= Number(predicate.low.text) &&
        status <= Number(predicate.high.text)
      );
    default:
      return false;
  }
}

/** What a block prints that reads nothing and always ends with 0: `true`, `echo` of literals, `exit 0`; else `null`. */
export function constantOutput({ syntax, tokens }: ShellBlock): string | null {
  if (syntax.commands.length === 0) return null;
  let stdout = "";
  for (const { command, background } of syntax.commands) {
    const printed = background === true ? null : printedBy(command);
    if (printed === null) return null;
    stdout += printed;
  }
  return tokens.length === 0 ? stdout : unknownPart;
}

function printedBy(node: ShellNode): string | null {
  if (node.type !== "Command" || node.redirects.length > 0 || node.prefix.length > 0 || node.name === undefined) return null;
  const words = node.args.map((word) => (word.type === "Word" ? literalText(word) : null));
  if (words.some((word) => word === null)) return null;
  const text = words.join(" ");
  switch (literalText(node.name)) {
    case "true":
    case ":":
      return "";
    case "exit":
      return text === "0" ? "" : null;
    case "echo":
      return text.startsWith("-") || text.includes("\\") ? null : `${text}\n`;
    case "printf":
      return words.length === 1 && !/%|\\(?!n)/.test(text) ? text.replaceAll("\\n", "\n") : null;
    default:
      return null;
  }
}
