/**
 * Resolved runbooks made by hand, with words that no Markdown file could hold: the emitter must not rely on the phases before it.
 */
import { createHash } from "node:crypto";
import type { ValueReference } from "../../compiler/ast/analysis.ts";
import type { Span } from "../../compiler/ast/node.ts";
import {
  brandResolved,
  type ResolvedBlock,
  type ResolvedItem,
  type ResolvedRunbook,
  type ResolvedSection,
} from "../../compiler/ast/resolved.ts";
import type { ValueType } from "../../compiler/ast/value-type.ts";

export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** Lines `from` to `to`, whole. Offsets grow with the lines, which is all that the emitter asks of them. */
export function lines(from: number, to = from): Span {
  return { start: { line: from, column: 1, offset: from * 100 }, end: { line: to, column: 80, offset: to * 100 + 79 } };
}

export function block(id: string, script: string, fields: Partial<ResolvedBlock> = {}): ResolvedBlock {
  const sourceScript = fields.sourceScript ?? script;
  return {
    id,
    sourceScript,
    sourceSha256: sha256(sourceScript),
    script,
    blockSha256: sha256(`${script}\n`),
    host: "jumphost",
    hostValue: null,
    effect: "read-only",
    reasons: [],
    values: [],
    session: null,
    timeoutMs: 300_000,
    span: lines(1),
    ...fields,
  };
}

export function value(
  name: string,
  origin: ValueReference["origin"],
  type: ValueType = { kind: "text" },
  column: string | null = null,
): ValueReference {
  const variable = `RB_${name}${column === null ? "" : `_${column}`}`.replaceAll("-", "_");
  return { name, column, variable, type, origin };
}

type ItemOf<K extends ResolvedItem["kind"]> = Extract<ResolvedItem, { keyword: unknown }> & { readonly kind: K };

/** Every field that an item of the kind needs beside its id and its lines, filled with the most usual value. */
export function item<K extends "check" | "gate">(kind: K, id: string, span: Span, fields: Partial<ItemOf<K>>): ItemOf<K> {
  const usual = {
    check: { keyword: "CHECK", block: null, text: "", freshMs: null, isInteractive: false, byHand: null },
    gate: {
      keyword: "GATE",
      sentence: "",
      conditions: [],
      question: null,
      giveUp: [],
      poll: null,
      otherwise: null,
      judges: null,
      probe: null,
      freshMs: null,
    },
  };
  return { id, kind, title: null, remarks: [], span, ...usual[kind], ...fields } as unknown as ItemOf<K>;
}

export function section(id: string, title: string, span: Span, items: readonly ResolvedItem[], lead = ""): ResolvedSection {
  return { id, title, isReading: items.every((entry) => entry.kind === "reading"), lead, items, span };
}

export function runbook(fields: Partial<Omit<ResolvedRunbook, symbol>> & Pick<ResolvedRunbook, "steps">): ResolvedRunbook {
  const text = "# A runbook\n";
  return brandResolved({
    linked: [],
    id: "small-update",
    title: "Small update",
    path: "runbooks/small-update.md",
    sha256: sha256(text),
    headers: [],
    status: null,
    parameters: [],
    hosts: ["jumphost"],
    checklist: [],
    procedures: [],
    tables: [],
    blocks: [],
    ...fields,
  });
}
