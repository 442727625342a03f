/**
 * Whether a block ends with status 0 although one reading of it has failed. The block is played under the strict mode it
 * runs in, with that reading failing and printing nothing, and every other one succeeding with output that nobody knows.
 * What cannot be played exactly is not reported.
 */
import { walkShell, type Command, type ShellNode, type ShellScript } from "../../compiler/ast/shell.ts";
import { declarations, isNegated, Player, printers } from "./played-shell.ts";
import { nameOf } from "./played-tools.ts";

export interface LostStatus {
  /**
   * Where the status gets lost: `strict`: strict mode is off, or a trap ends the block; `process`: in `<( )`; `substitution`:
   * in `$( )` that is not assigned; `declaration`: in `export x=$( )`; `test`: behind `if`, `while`, `!`, before `&&`;
   * `fallback`: before `||`; `background`: behind `&`.
   */
  readonly idiom: "strict" | "process" | "substitution" | "declaration" | "test" | "fallback" | "background";
  /** The reading; offsets in the script. */
  readonly start: number;
  readonly end: number;
  /** What the block prints then; lines that nobody knows are left out, `unknownPart` stands for what is not known in a line. */
  readonly stdout: string;
}

/** The readings whose failure the status of the block does not show, in the order of the text. */
export function findLostStatuses(script: ShellScript): LostStatus[] {
  const budget = { steps: 300_000 };
  return readingsIn(script).flatMap((reading) => {
    const player = new Player({ command: reading.command, isAsked: reading.idiom === "test" }, budget);
    const stdout = player.play(script);
    if (stdout === null) return [];
    // Called in a test, where errexit is not in force.
    const idiom = player.isStrictOff ? "strict" : reading.idiom === "strict" && player.isTested ? "test" : reading.idiom;
    return [{ idiom, ...reading.range, stdout }];
  });
}

interface Reading {
  readonly command: Command;
  readonly idiom: LostStatus["idiom"];
  readonly range: { readonly start: number; readonly end: number };
}

function readingsIn(script: ShellScript): Reading[] {
  const found: Reading[] = [];
  let waits = false;
  walkShell(script, (node) => {
    waits ||= node.type === "Command" && nameOf(node) === "wait";
  });
  walkShell(script, (node, ancestors) => {
    if (node.type !== "Command" || node.name === undefined || printers.has(nameOf(node))) return;
    const idiom = idiomOf([...ancestors, node]);
    // `server > log 2>&1 &` starts something, and reads nothing.
    if (idiom === "background" && !waits && node.redirects.some(({ operator }) => operator.includes(">"))) return;
    // Escapes inside backticks are undone before the text is parsed: only the whole has a place.
    const outer = ancestors.find((ancestor) => ancestor.type === "CommandExpansion" && ancestor.script?.source !== undefined) ?? node;
    found.push({ command: node, idiom, range: { start: outer.pos, end: outer.end } });
  });
  return found;
}

/** The innermost construct that takes the status away. */
function idiomOf(path: readonly ShellNode[]): LostStatus["idiom"] {
  for (let at = path.length - 1; at > 0; at -= 1) {
    const child = path[at]!;
    const parent = path[at - 1]!;
    if (parent.type === "ProcessSubstitution") return "process";
    if (parent.type === "ArithmeticCommandExpansion") return "substitution";
    if (parent.type === "CommandExpansion") {
      const command = path.slice(0, at).findLast((node) => node.type === "Command");
      if (command?.type !== "Command" || command.name !== undefined) return isDeclaration(command) ? "declaration" : "substitution";
    }
    if ((parent.type === "If" || parent.type === "Elif" || parent.type === "While") && child === parent.clause) return "test";
    if (parent.type === "Pipeline" && isNegated(parent)) return "test";
    if (parent.type === "AndOr") {
      const index = parent.commands.indexOf(child as (typeof parent.commands)[number]);
      if (index < parent.commands.length - 1) return parent.operators.includes("||", index) ? "fallback" : "test";
    }
    if (parent.type === "Statement" && parent.background === true) return "background";
  }
  return "strict";
}

function isDeclaration(node: ShellNode | undefined): boolean {
  return node?.type === "Command" && declarations.includes(nameOf(node));
}
