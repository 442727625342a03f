/**
 * What programs do that are given nothing: of all that a block calls, only how they take an empty input is known.
 */
import { literalText, type Command } from "../../compiler/ast/shell.ts";
import { NotPlayed, unknownPart } from "./unknown-text.ts";

/** Of a command, or of a list of them. */
export interface Outcome {
  /** `null`: not known; such a command is taken to have succeeded. */
  readonly status: number | null;
  readonly stdout: string;
  /** The status was looked at already, so errexit passes it by. */
  readonly isHandled?: boolean;
  readonly jump?: "exit" | "return" | "break" | "continue";
}

export interface ToolInput {
  readonly stdin: string;
  readonly hasStdin: boolean;
  /** What was read from each `<( )` among its arguments. */
  readonly processes: readonly string[];
  /** What files hold that the block wrote, as far as it is known. */
  readonly files: ReadonlyMap<string, string>;
  /** The reading has failed already, so the input may be empty because of it. */
  readonly mayDepend: boolean;
}

/** Commands whose status 1 is an answer, "no", and whose other failures mean that they could not look. */
export const searches = ["grep", "egrep", "fgrep", "zgrep", "rg", "diff", "cmp"];

/** What prints nothing, and succeeds, on nothing. */
const filters = new Set([
  "cat",
  "sort",
  "uniq",
  "sed",
  "awk",
  "cut",
  "tr",
  "head",
  "tail",
  "column",
  "tac",
  "rev",
  "nl",
  "jq",
  "tee",
  "wc",
  ...searches,
]);

/** A program that is not the one that fails. */
export function playTool(name: string, args: readonly string[], input: ToolInput): Outcome {
  const { files, stdin, hasStdin, processes, mayDepend } = input;
  const known = [...processes, ...args.flatMap((word) => (files.has(word) ? [files.get(word)!] : []))];
  if (["diff", "cmp", "comm"].includes(name)) return compareFiles(name, args, { known, files });
  const unknown: Outcome = { status: null, stdout: `${unknownPart}\n` };
  const isFed = known.length > 0 || stdin !== "" || hasStdin || mayDepend;
  const text = known.length > 0 ? known.join("") : stdin;
  if (name === "cat" && text !== "" && args.length <= known.length) return { status: 0, stdout: text };
  if (!isFed || text !== "" || (known.length === 0 && !hasStdin && !filters.has(name))) return unknown;
  const option = (letter: string): boolean => args.some((word) => /^-[a-zA-Z]+$/.test(word) && word.includes(letter));
  if (searches.includes(name)) return { status: 1, stdout: option("c") ? "0\n" : "" };
  if (name === "wc") return { status: 0, stdout: option("l") || option("c") || option("w") ? "0\n" : `${unknownPart}\n` };
  if (name === "jq" && ["n", "s", "e"].some(option)) return option("e") ? { status: 4, stdout: "" } : unknown;
  if (name === "awk" && args.some((word) => word.includes("END") || word.includes("BEGIN"))) throw new NotPlayed();
  if (filters.has(name)) return { status: 0, stdout: "" };
  if (known.length > 0) throw new NotPlayed();
  return unknown;
}

function compareFiles(
  name: string,
  args: readonly string[],
  { known, files }: { readonly known: readonly string[]; readonly files: ReadonlyMap<string, string> },
): Outcome {
  if (known.length === 0) return { status: null, stdout: `${unknownPart}\n` };
  if (known.length === 2 && known.every((text) => text === "")) return { status: 0, stdout: "" };
  const hides = (column: string): boolean => args.some((word) => /^-[123]+$/.test(word) && word.includes(column));
  const operands = args.filter((word) => !word.startsWith("-"));
  const isLastEmpty = known.at(-1) === "" && (operands[1] === "/dev/fd/63" || files.has(operands[1] ?? ""));
  if (name === "comm" && isLastEmpty && hides("1") && hides("3")) return { status: 0, stdout: "" };
  throw new NotPlayed();
}

/** The program's name, behind the wrappers that hand its status on. */
export function baseOf(node: Command): string {
  const words = [nameOf(node), ...node.args.map(({ text }) => text)];
  const name = words.find((word) => !["sudo", "command", "env", "nohup", "builtin"].includes(word)) ?? "";
  return name.slice(name.lastIndexOf("/") + 1);
}

/** Empty where there is none, or it is known only when the block runs. */
export function nameOf(node: Command): string {
  return node.name === undefined ? "" : (literalText(node.name) ?? "");
}
