/**
 * Texts of which a part is known only when the block runs, and what can be said of them all the same: yes, no, or `null`.
 */
/** Stands for what is not known. */
export const unknownPart = "\uFFFD";

/** Thrown where the outcome depends on what is not played. */
export class NotPlayed extends Error {}

/** `$?` as it is read. */
export function statusText(status: number | null): string {
  return status === null ? unknownPart : String(status);
}

/** What printf prints. */
export function formatOf([format = "", ...args]: readonly string[]): string {
  const fields = [...args];
  return format
    .replaceAll(/%[-0-9.]*[a-zA-Z]/g, () => fields.shift() ?? "")
    .replaceAll(String.raw`\n`, "\n")
    .replaceAll(String.raw`\t`, "\t");
}

/** `test -z` and `test -n`. */
export function isEmpty(text: string, wanted: boolean): boolean | null {
  return text !== "" && text.replaceAll(unknownPart, "") === "" ? null : (text === "") === wanted;
}

/** `!` of what may not be known. */
export function not(holds: boolean | null): boolean | null {
  return holds === null ? null : !holds;
}

/** A number alone, else `null`. */
export function numberIn(text: string): number | null {
  return /^\s*[0-9]+\s*$/.test(text) ? Number(text) : null;
}

/** `[ a = b ]`, or `[[ a == b ]]` where `isDouble`. */
export function compare(left: string, operator: string, right: string, isDouble: boolean): boolean | null {
  if (left.includes(unknownPart) || right.includes(unknownPart)) return null;
  if (operator === "=" || operator === "==") return isDouble ? matchesGlob(left, right) : left === right;
  if (operator === "!=") return isDouble ? !matchesGlob(left, right) : left !== right;
  const numeric = { "-eq": "==", "-ne": "!=", "-lt": "<", "-le": "<=", "-gt": ">", "-ge": ">=" }[operator];
  if (numeric === undefined) return null;
  const [a, b] = [left, right].map((text) => (isDouble && text === "" ? 0 : numberIn(text)));
  // `[ "" -eq 0 ]` is an error of its own.
  return a === null || b === null ? false : compareNumbers(a!, numeric, b!);
}

/** `null` for an operator that compares nothing. */
export function compareNumbers(left: number, operator: string, right: number): boolean | null {
  switch (operator) {
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    default:
      return null;
  }
}

/** A pattern of `case` and of `[[ ]]`. */
export function matchesGlob(text: string, pattern: string): boolean {
  if (text.length > 200 || pattern.split("*").length > 5) throw new NotPlayed();
  const source = pattern
    .replaceAll(/[.+^${}()|\\]/g, String.raw`\$&`)
    .replaceAll("*", "[^]*")
    .replaceAll("?", "[^]");
  try {
    return new RegExp(`^${source}$`).test(text);
  } catch {
    throw new NotPlayed();
  }
}
