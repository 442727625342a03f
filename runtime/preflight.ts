/**
 * What is refused before anything runs: blocks with other bytes than those that were compiled, names that nothing has, and
 * what this runtime cannot do yet. Half of a procedure is worse than none.
 */
import { createHash } from "node:crypto";
import type { Block, Call, CompiledProcedure, Condition, Item, Otherwise } from "./procedure.ts";

/** Every item of the procedure, bodies of the procedures that it calls included, each once. */
export function itemsOf(procedure: CompiledProcedure): Item[] {
  const found = new Set<Item>();
  const add = (items: readonly Item[]): void => {
    for (const item of items) {
      if (found.has(item)) continue;
      found.add(item);
      for (const call of callsOf(item)) add([call, ...call.procedure.steps.flatMap(({ items: called }) => called)]);
    }
  };
  const called = procedure.procedures.flatMap(({ steps }) => steps);
  for (const { items } of [...procedure.steps, ...procedure.checklist, ...called]) add(items);
  return [...found];
}

/** Every block, by file. */
export function blocksOf(procedure: CompiledProcedure): Map<string, Block> {
  const blocks = new Map<string, Block>();
  const add = (block: Block | null): void => {
    if (block === null) return;
    blocks.set(block.file, block);
    add(block.session);
  };
  const addConditions = (conditions: readonly Condition[]): void => {
    for (const { subject } of conditions) if (subject.kind === "command") add(subject.block);
  };
  for (const item of itemsOf(procedure)) {
    if ("block" in item) add(item.block);
    if ("probe" in item) add(item.probe);
    if ("evidence" in item) add(item.evidence);
    if ("conditions" in item) addConditions([...item.conditions, ...item.giveUp]);
    if (item.kind === "decision") for (const branch of item.branches) addConditions(branch.conditions);
    if (item.kind === "run" && item.revert?.kind === "commands") [item.revert.block, item.revert.later].forEach(add);
  }
  return blocks;
}

/** True where a change waits for a second person. */
export function needsSecondPerson(procedure: CompiledProcedure): boolean {
  return itemsOf(procedure).some((item) => item.kind === "run" && item.isTwoPerson);
}

/** False where every block only reads and nothing is done by hand: such a run may go on beside a change. */
export function mayChange(procedure: CompiledProcedure): boolean {
  return (
    itemsOf(procedure).some(({ kind }) => kind === "run") || [...blocksOf(procedure).values()].some(({ effect }) => effect === "mutating")
  );
}

/** Names that were asked for and that no RUN marked `only when named` has; its step's name is one of them. */
export function misnamed(procedure: CompiledProcedure, named: readonly string[]): string[] {
  const ids = itemsOf(procedure).flatMap((item) => (item.kind === "run" && item.isOnlyWhenNamed ? [item.id] : []));
  const known = new Set([...ids, ...ids.map((id) => id.slice(0, Math.max(0, id.lastIndexOf("/"))))]);
  const expected =
    ids.length === 0
      ? "none: no RUN here is marked `only when named`"
      : `one that is marked \`only when named\`: ${ids.map((id) => `\`${id}\``).join(", ")}`;
  return named.filter((name) => !known.has(name)).map((name) => `Unexpected step \`${name}\` for \`--step\`, expected ${expected}`);
}

/** Secrets, in a run whose blocks are pasted by hand. */
export function secretsByHand({ parameters }: CompiledProcedure): string[] {
  return parameters
    .filter(({ type }) => type === "secret")
    .map(({ name }) => `the secret \`${name}\` cannot be pasted by hand: screens and histories would keep it`);
}

export interface Verified {
  readonly scripts: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

/** Reads every block and compares its hash. */
export function verifyBlocks(blocks: ReadonlyMap<string, Block>, readBlock: (file: string) => string | null): Verified {
  const scripts = new Map<string, string>();
  const problems: string[] = [];
  for (const [file, block] of blocks) {
    const script = readBlock(file);
    if (script === null) problems.push(`\`${file}\` is missing`);
    else if (createHash("sha256").update(script).digest("hex") !== block.blockSha256)
      problems.push(`\`${file}\` is not what was compiled: its hash differs`);
    else scripts.set(file, script);
  }
  return { scripts, problems };
}

/** What the language has and this runtime, or this repository, does not, each with its place. */
export function unbuilt(procedure: CompiledProcedure, hasEnvironment: boolean, hasApprovals: boolean): string[] {
  const at = (item: Item): string => `${procedure.sourceFile}:${item.source[0]}`;
  const problems: string[] = [];
  for (const item of itemsOf(procedure)) {
    if (item.kind === "run" && item.isOnce && !hasEnvironment)
      problems.push(`${at(item)}: \`once\` needs to know where it is: write \`environment: NAME\` into rungate.yaml`);
    if (item.kind === "run" && item.isTwoPerson && !hasApprovals)
      problems.push(`${at(item)}: \`two-person\` needs a way to a second login, and this run has none`);
  }
  return problems;
}

function callsOf(item: Item): Call[] {
  if (item.kind === "call") return [item];
  const otherwise: Otherwise | null = "otherwise" in item ? item.otherwise : null;
  return otherwise?.kind === "doThenStop" ? [otherwise.call] : [];
}
