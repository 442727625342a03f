/**
 * Where the last statement of a script gives status 0 although what it measures has failed. Each form is one that can
 * be proven from the syntax tree alone; what cannot be proven is not reported.
 */
import { literalText, visitChildren, type Command, type ShellNode, type ShellScript } from "../../compiler/ast/shell.ts";

export interface SwallowedStatus {
  /**
   * `fallback`: `cmd || echo`; `constant`: `cmd; true`; `negation`: `! a | b`; `poll`: a loop that ends alike on success
   * and on exhaustion; `comparison`: `diff <(a) <(b)`, which is equal when both fail; `default`: `jq '.status // "ok"'`,
   * which prints the same where there is no such key; `branch`: `if a | b; then exit 1; fi`, which takes the way of "not
   * found" when `a` fails.
   */
  readonly form: "fallback" | "constant" | "negation" | "poll" | "comparison" | "default" | "branch";
  /** Offsets in the script: the part that swallows. */
  readonly start: number;
  readonly end: number;
  /** What is printed when the measuring command has failed; `null` where that is not known. */
  readonly stdout: string | null;
  /** The measuring command is a pipeline, so that "found nothing" and "could not look" are one status. */
  readonly hidesPipeline: boolean;
}

export function findSwallowedStatus(script: ShellScript): SwallowedStatus | null {
  const statements = script.commands;
  const last = statements.at(-1);
  if (last === undefined || last.background === true) return null;
  const isAlone = statements.slice(0, -1).every((statement) => isAssignmentOnly(statement.command));
  const found = inFinal(last.command, statements.length > 1);
  return found === null || isAlone ? found : { ...found, stdout: null };
}

function inFinal(node: ShellNode, hasEarlier: boolean): SwallowedStatus | null {
  switch (node.type) {
    case "Redirected":
      return inFinal(node.command, hasEarlier);
    case "Subshell":
    case "BraceGroup":
      return inList(node.body.commands, hasEarlier);
    case "AndOr":
      return inAndOr(node);
    case "Pipeline":
      return inPipeline(node);
    case "Command":
      return inCommand(node, hasEarlier);
    case "If":
      return inBranch(node);
    case "For":
    case "ArithmeticFor":
    case "While":
      return inLoop(node);
    default:
      return null;
  }
}

function inList(statements: readonly Extract<ShellNode, { type: "Statement" }>[], hasEarlier: boolean): SwallowedStatus | null {
  const last = statements.at(-1);
  if (last === undefined || last.background === true) return null;
  const found = inFinal(last.command, hasEarlier || statements.length > 1);
  return found === null || statements.length === 1 ? found : { ...found, stdout: null };
}

/** `measure || echo "all well"` */
function inAndOr(node: Extract<ShellNode, { type: "AndOr" }>): SwallowedStatus | null {
  const fallback = node.commands.at(-1);
  const measured = node.commands.slice(0, -1);
  if (fallback === undefined || node.operators.at(-1) !== "||" || fallback.type !== "Command") return null;
  if (!alwaysSucceeds(fallback)) return null;
  return {
    form: "fallback",
    start: measured.at(-1)!.end,
    end: fallback.end,
    stdout: measured.length === 1 ? outputOf(fallback) : null,
    hidesPipeline: measured.some((part) => part.type === "Pipeline"),
  };
}

/** `if juju status | grep -q error; then exit 1; fi`: what is done when juju fails is what is done when all is well. */
function inBranch(node: Extract<ShellNode, { type: "If" }>): SwallowedStatus | null {
  const [clause, ...others] = node.clause.commands;
  const isPiped = clause?.command.type === "Pipeline" && clause.command.prefixes.length === 0 && clause.command.commands.length > 1;
  if (!isPiped || others.length > 0 || node.elif.length > 0) return null;
  const found = { form: "branch", start: clause.pos, end: clause.end, hidesPipeline: true } as const;
  if (node.else === undefined) return { ...found, stdout: "" };
  const last = node.else.commands.at(-1)?.command;
  if (last?.type !== "Command" || !alwaysSucceeds(last)) return null;
  return { ...found, stdout: node.else.commands.length === 1 ? outputOf(last) : null };
}

/** `! juju status | grep -q error`: when juju fails, grep finds nothing. */
function inPipeline(node: Extract<ShellNode, { type: "Pipeline" }>): SwallowedStatus | null {
  const isNegated = node.prefixes.filter((prefix) => prefix.type === "Negation").length % 2 === 1;
  if (isNegated && node.commands.length > 1) return { form: "negation", start: node.pos, end: node.end, stdout: "", hidesPipeline: true };
  const last = node.commands.at(-1);
  return last?.type === "Command" ? inDefault(last) : null;
}

/** `jq -r '.status // "ok"'` */
function inDefault(node: Command): SwallowedStatus | null {
  if (nameOf(node) !== "jq") return null;
  const words = node.args.filter((word) => word.type === "Word");
  const program = words.find((word) => !word.text.startsWith("-"));
  const text = program === undefined ? null : literalText(program);
  const quoted = text === null ? null : defaultOf(text);
  if (program === undefined || quoted === null) return null;
  const isRaw = words.some(({ text: option }) => option === "--raw-output" || (/^-[a-zA-Z]+$/.test(option) && option.includes("r")));
  const stdout = isRaw ? quoted.slice(1, -1) : quoted;
  return { form: "default", start: program.pos, end: program.end, stdout, hidesPipeline: false };
}

/** The string behind the last `//` of a jq program, if it ends the program; quotes included. */
function defaultOf(program: string): string | null {
  const at = program.lastIndexOf("//");
  if (at === -1) return null;
  const value = program.slice(at + 2).trim();
  const isString = value.length >= 2 && value.startsWith('"') && value.indexOf('"', 1) === value.length - 1 && !value.includes("\\");
  return isString ? value : null;
}

function inCommand(node: Command, hasEarlier: boolean): SwallowedStatus | null {
  if (hasEarlier && (nameOf(node) === "true" || nameOf(node) === ":")) {
    return { form: "constant", start: node.pos, end: node.end, stdout: "", hidesPipeline: false };
  }
  return inComparison(node) ?? inDefault(node);
}

function inComparison(node: Command): SwallowedStatus | null {
  if (!["diff", "cmp", "comm"].includes(nameOf(node) ?? "")) return null;
  const operands = node.args.filter((word) => word.type === "Word" && !word.value.startsWith("-"));
  const isBlind =
    operands.length === 2 && operands.every((word) => word.type === "Word" && word.parts?.[0]?.type === "ProcessSubstitution");
  return isBlind ? { form: "comparison", start: operands[0]!.pos, end: operands[1]!.end, stdout: "", hidesPipeline: true } : null;
}

type Loop = Extract<ShellNode, { type: "For" | "ArithmeticFor" | "While" }>;

/** A loop that waits, leaves early by `break`, and says no more by its status when it gives up. */
function inLoop(node: Loop): SwallowedStatus | null {
  const commands = commandsIn(node.body);
  const breaks = commands.filter((command) => nameOf(command) === "break").length;
  const waits = commands.some((command) => nameOf(command) === "sleep");
  const hasVerdict = commands.some((command) => ["exit", "return", "false", "kill"].includes(nameOf(command) ?? ""));
  if (!waits || hasVerdict || breaks === 0) return null;
  if (isEndless(node) && breaks === 1) return null;
  if (!isEndless(node) && !endsInSuccess(node)) return null;
  return { form: "poll", start: node.pos, end: headEnd(node), stdout: null, hidesPipeline: true };
}

/** Where `for i in 1 2 3` or `while true` ends. */
function headEnd(node: Loop): number {
  if (node.type === "While") return node.clause.end;
  return node.type === "For" ? (node.wordlist?.at(-1) ?? node.name).end : node.body.pos;
}

function isEndless(node: Loop): boolean {
  if (node.type !== "While") return node.type === "ArithmeticFor" && node.test === undefined;
  const [only] = node.clause.commands;
  const name = only?.command.type === "Command" ? nameOf(only.command) : null;
  return node.kind === "while" ? name === "true" || name === ":" : name === "false";
}

/** The status of a loop that is used up is that of its body's last command. */
function endsInSuccess(node: Loop): boolean {
  if (node.type === "While" && node.kind === "until") return false;
  const last = node.body.commands.at(-1)?.command;
  return last?.type === "Command" && (last.name === undefined || alwaysSucceeds(last) || nameOf(last) === "sleep");
}

/** The commands of a loop's body, those of inner functions and loops aside: their `break` is their own. */
function commandsIn(node: ShellNode): Command[] {
  const found: Command[] = [];
  const visit = (child: ShellNode): void => {
    if (
      child.type === "Function" ||
      child.type === "For" ||
      child.type === "While" ||
      child.type === "ArithmeticFor" ||
      child.type === "CommandExpansion"
    )
      return;
    if (child.type === "Command") found.push(child);
    visitChildren(child, visit);
  };
  visitChildren(node, visit);
  return found;
}

function alwaysSucceeds(node: Command): boolean {
  const name = nameOf(node);
  if (node.redirects.some((redirect) => redirect.type === "Redirect" && !redirect.operator.endsWith("&"))) return false;
  if (name === "exit" || name === "return") return node.args.length === 1 && node.args[0]!.text === "0";
  return name === "true" || name === ":" || name === "echo" || name === "printf";
}

/** What `echo` prints, if that is known; the other constant commands print nothing. */
function outputOf(node: Command): string | null {
  const name = nameOf(node);
  if (node.redirects.length > 0) return node.redirects.every((redirect) => redirect.type === "Redirect") ? "" : null;
  if (name === "printf") return null;
  if (name !== "echo") return "";
  const words = node.args.map((word) => (word.type === "Word" ? literalText(word) : null));
  return words.some((word) => word === null || word.startsWith("-") || word.includes("\\")) ? null : words.join(" ");
}

function nameOf(node: Command): string | null {
  return node.name === undefined ? null : literalText(node.name);
}

function isAssignmentOnly(node: ShellNode): boolean {
  return node.type === "Command" && node.name === undefined;
}
