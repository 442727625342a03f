/**
 * What may start in a rehearsal. The blocks are those of production and bash is the real one, so before a block starts its
 * syntax tree is read: every command word must be a builtin that stays inside, a client of the made world, or a filter
 * that is known to touch nothing else; every file that it writes must lie in the made HOME. Everything else is refused
 * with the reason, and bash is not started.
 *
 * What cannot be seen in the text (a value that bash would evaluate in arithmetic) still meets a PATH with nothing but
 * clients and filters in it.
 */
import { parse, type ParsedScript, type Redirection, type SyntaxNode, forEachChild, type Assignment, type Command } from "unbash";
import { judgeBuiltin } from "./builtins.ts";
import { judgeFilter } from "./filters.ts";
import { isWritablePath, staticValue, type Argument, type GuardContext, type Judging } from "./words.ts";

export type { GuardContext } from "./words.ts";

interface BlockText {
  readonly script: string;
  readonly session: string | null;
}

/** Why the block must not start, or `null` when it may. */
export function judgeBlock(block: BlockText, context: GuardContext): string | null {
  const judging: Judging = { context, functions: new Set(), hasWritten: false };
  return (block.session === null ? null : judgeScript(block.session, judging)) ?? judgeScript(block.script, judging);
}

function judgeScript(text: string, judging: Judging): string | null {
  const tree = parse(text);
  const nodes: { node: SyntaxNode; ancestors: readonly SyntaxNode[] }[] = [];
  const ancestors: SyntaxNode[] = [];
  const visit = (node: SyntaxNode): void => {
    nodes.push({ node, ancestors: [...ancestors] });
    ancestors.push(node);
    forEachChild(node, visit);
    ancestors.pop();
  };
  visit(tree);
  for (const { node } of nodes) if (node.type === "Function") judging.functions.add(node.name.value);
  for (const { node, ancestors: above } of nodes) {
    const refusal = judgeNode(node, above, judging);
    if (refusal !== null) return refusal;
  }
  return null;
}

function judgeNode(node: SyntaxNode, ancestors: readonly SyntaxNode[], judging: Judging): string | null {
  switch (node.type) {
    case "Script": {
      const [error] = (node as ParsedScript).errors ?? [];
      return error === undefined ? null : `bash could read this differently than it looks: ${error.message}`;
    }
    case "Command":
      return judgeCommand(node, ancestors, judging);
    case "Assignment":
      return judgeAssignment(node, judging);
    case "Redirect":
      return judgeRedirection(node, judging);
    case "For":
    case "Select":
    case "Coproc":
      return judgeName(node.name?.value ?? "", judging);
    case "FileDescriptorVariable":
      return judgeName(node.name, judging);
    case "TestUnary":
    case "TestBinary": {
      const operands = node.type === "TestUnary" ? [node.operand] : [node.left, node.right];
      return operands.some((operand) => holdsCode(staticValue(operand, judging.context)))
        ? "a literal of this test holds a command substitution"
        : null;
    }
    case "ParameterExpansion":
      if (node.operation?.type === "Transform" && node.operation.operand.value === "P")
        return `\`${node.text}\` would run what the value holds`;
      return node.operation?.type === "Default" && node.operation.operator.endsWith("=") ? judgeName(node.parameter, judging) : null;
    case "ArithmeticWord":
      return judgeName(node.value, judging);
    default:
      return null;
  }
}

/** Names that say where commands and files are, or that carry the values of the run. */
function judgeName(name: string, { context }: Judging): string | null {
  const isProtected =
    name in context.environment ||
    /^(PATH|HOME|ENV|CDPATH|SHELLOPTS|PROMPT_COMMAND|TMPDIR|PS\d|BASH\w*|LD_\w*|NODE_\w*|RB\w*|RUNGATE_\w*)$/.test(name);
  return isProtected ? `\`${name}\` must keep its value in a rehearsal` : null;
}

function judgeAssignment(assignment: Assignment, judging: Judging): string | null {
  const name = judgeName(assignment.name, judging);
  if (name !== null) return name;
  const isCode = [assignment.value]
    .flatMap((value) => (value.type === "Word" ? [value] : [...value.elements]))
    .some((word) => holdsCode(staticValue(word, judging.context)));
  return isCode ? `the literal assigned to \`${assignment.name}\` holds a command substitution` : null;
}

const holdsCode = (text: string | null): boolean => text !== null && (text.includes("$(") || text.includes("`"));

function judgeRedirection(redirection: Redirection, judging: Judging): string | null {
  if (redirection.type !== "Redirect" || redirection.target === undefined) return null;
  const source = redirection.target.text;
  const path = staticValue(redirection.target, judging.context);
  if (path === null) return `the file \`${source}\` of a redirection is computed`;
  if (path.startsWith("/dev/tcp/") || path.startsWith("/dev/udp/")) return `\`${source}\` opens a network connection`;
  if (redirection.operator.endsWith("&") && /^(\d+-?|-)$/.test(path)) return null;
  const isRead = redirection.operator === "<";
  if (!isWritablePath(path, judging.context)) return `\`${source}\` lies outside the made HOME`;
  if (!isRead && !path.startsWith("/dev/")) judging.hasWritten = true;
  return !isRead && judging.context.sourceable.has(path) ? `\`${source}\` is a file that blocks source` : null;
}

function judgeCommand(command: Command, ancestors: readonly SyntaxNode[], judging: Judging): string | null {
  if (command.name === undefined) return null;
  const name = staticValue(command.name, judging.context);
  const isLiteral =
    command.name.parts?.every((part) => part.type === "Literal" || part.type === "SingleQuoted" || part.type === "DoubleQuoted") ?? true;
  if (name === null || !isLiteral || command.name.text.includes("$")) return `the command name \`${command.name.text}\` is computed`;
  const args = command.args.map((arg): Argument => ({
    source: arg.text,
    value: arg.type === "Word" ? staticValue(arg, judging.context) : null,
    assigns: arg.type === "Assignment" ? arg.name : null,
  }));
  return judgeCall(name, args, ancestors, judging);
}

/** Judges one command by its name and arguments; wrappers (`command`, `timeout`, `xargs`) judge what they wrap. */
function judgeCall(name: string, args: readonly Argument[], ancestors: readonly SyntaxNode[], judging: Judging): string | null {
  const { context } = judging;
  const again = (inner: string, rest: readonly Argument[]): string | null => judgeCall(inner, rest, ancestors, judging);
  if (name.includes("/")) return `\`${name}\` names a program by its path`;
  if (judging.functions.has(name)) return null;
  const builtin = judgeBuiltin(name, args, {
    ...judging,
    ancestors,
    judgeName: (variable) => judgeName(variable, judging),
    judgeText: (text) => judgeScript(text, judging),
    judgeCall: again,
  });
  if (builtin !== "unknown") return builtin;
  if (context.clients.has(name)) return name === "bash" || name === "sh" ? judgeScriptClient(name, args) : null;
  if (!context.filters.has(name)) return `\`${name}\` is neither a client of this world nor a known filter`;
  return judgeFilter(name, args, judging, again);
}

/** `bash scripts/x.sh` is a client of the world; `bash -c` and `bash` alone would be given text that nobody has read. */
function judgeScriptClient(name: string, [first]: readonly Argument[]): string | null {
  if (first?.value === undefined || first.value === null || first.value.startsWith("-"))
    return `\`${name}\` without the path of a script runs text that nobody has read`;
  return null;
}
