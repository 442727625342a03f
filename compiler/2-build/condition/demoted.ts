/**
 * Sentences that a reader takes for conditions and the machine for reason: ``Also, no line may be `ERROR`.``,
 * `Exit code is 3.`, `Else STOP.` Shown and not judged, they would promise what no one looks at.
 */
import { readValueName } from "./predicate.ts";
import type { Half } from "./condition.ts";
import type { RichText } from "../rich-text.ts";

const valueMark = "\uE001";
const codeMark = "\uE002";

const subject =
  "(?:\\b(?:stdout|stderr|standard (?:output|error)|outputs?|exit|exits with|rows?['\u2019]s?|" +
  "(?:every|some|no|all|each|any|exactly \\d+|at (?:least|most) \\d+)(?: [a-z]+){0,2} (?:lines?|rows?))\\b|" +
  `${valueMark})`;
const predicate =
  "\\b(?:is|are|be|must|may|shall|should|cannot|contains?|match(?:es)?|equals?|has|have|holds?|begins?|starts?|ends?|reads?|says?|shows?|prints?)\\b";
const operand = `(?:[${valueMark}${codeMark}]|(?<![\\w.-])\\d|\\bempty\\b)`;
const condition = new RegExp(`${subject}.*${predicate}.*${operand}`, "iu");

/** `isReason`: conditions stand before it, so that nobody is asked what it says. */
export function findDemoted(rich: RichText, isReason: boolean): Half | null {
  const words = rich.masked;
  if (/^Poll(?:s|ing)?\b/i.test(words)) return unread("`Poll`", "`Poll every 20 s for up to 10 min`");
  if (/^(?:Give|Giving) up\b/i.test(words)) return unread("`Give up`", "`Give up when` and a condition");
  if (/^(?:Or )?Else\b/i.test(words)) return unread("`Otherwise`", "`Otherwise STOP: why`");
  if (!isReason || !condition.test(withoutCode(rich))) return null;
  return {
    kind: "half",
    unexpected: "sentence among the reason that says what must hold",
    expected: "a condition such as `stdout is not empty` or `no line contains ...`, or words that only explain",
    fix: "Write it as a sentence of its own before the reason, with the subject first and literals in code; if it only explains, say it in other words",
  };
}

const unread = (form: string, expected: string): Half => ({ kind: "half", unexpected: `form of ${form}`, expected });

/** A mark for each code span: a value may be a subject, any code what is said of one. What stands in parentheses is an aside. */
function withoutCode({ text, codes }: RichText): string {
  let words = "";
  let at = 0;
  for (const { start, end, value } of codes) {
    words += text.slice(at, start) + (readValueName(value) === null ? codeMark : valueMark);
    at = end;
  }
  return (words + text.slice(at)).replaceAll(/\([^()]*\)/g, "");
}
