/** Procedures written by hand: what generated modules say, in a few words, and the blocks that they name. */
import { createHash } from "node:crypto";
import {
  block,
  gate,
  lineCondition,
  is,
  procedure,
  run,
  step,
  streamCondition,
  succeeds,
  commandCondition,
  type Block,
  type BlockFields,
  type CompiledProcedure,
  type Gate,
  type Item,
  type Run,
  type Step,
} from "../../runtime/procedure.ts";

/** The blocks of the procedures that a test writes, by file. */
const scripts = new Map<string, string>();

export function blockOf(script: string, fields: Partial<BlockFields> = {}): Block {
  const text = `${script}\n`;
  const blockSha256 = createHash("sha256").update(text).digest("hex");
  const file = fields.file ?? `blocks/${blockSha256.slice(0, 12)}.sh`;
  scripts.set(file, text);
  return block({ host: "local", effect: "read-only", timeoutMs: 20_000, source: [1, 1], ...fields, file, blockSha256 });
}
export const readBlock = (file: string): string | null => scripts.get(file) ?? null;

/** A gate that holds where `probe` ends with 0. */
export const gateThat = (id: string, probe: string, fields: Partial<Parameters<typeof gate>[0]> = {}): Gate =>
  gate({
    id,
    source: [3, 3],
    sentence: `\`${probe}\` succeeds`,
    conditions: [commandCondition(`\`${probe}\` succeeds`, blockOf(probe), succeeds)],
    ...fields,
  });
export const gateOnStdout = (id: string, judges: string, text: string): Gate =>
  gate({
    id,
    source: [3, 3],
    judges,
    sentence: `stdout is \`${text}\``,
    conditions: [streamCondition(`stdout is \`${text}\``, "stdout", is(text))],
  });
export const everyLineIs = (text: string): ReturnType<typeof lineCondition> =>
  lineCondition(`every line is \`${text}\``, "every", is(text));

export function change(id: string, script: string, gates: Run["gates"], fields: Partial<Run> & { values?: Block["values"] } = {}): Run {
  const { values, ...rest } = fields;
  return run({
    id,
    source: [2, 2],
    gates,
    block: blockOf(script, { effect: "mutating", ...(values === undefined ? {} : { values }) }),
    ...rest,
    title: rest.title ?? id,
  });
}

export const stepOf = (id: string, items: readonly Item[]): Step => step({ id, title: `Step ${id}`, source: [1, 9], items });

export function procedureOf(steps: readonly Step[], fields: Partial<CompiledProcedure> = {}): CompiledProcedure {
  return procedure({
    id: "test",
    title: "A test",
    sourceFile: "runbooks/test.md",
    sourceSha256: "0".repeat(64),
    compilerVersion: "0.1.0",
    parameters: [],
    hosts: ["local"],
    steps,
    checklist: [],
    procedures: [],
    tables: [],
    ...fields,
  });
}
