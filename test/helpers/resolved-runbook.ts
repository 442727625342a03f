/**
 * A small resolved runbook made by hand, for tests of the emitter that must not depend on the phases before it:
 * a gate that judges its own run, a capture that its gate reads, a procedure, calls, a session, a shared capture.
 */
import { createHash } from "node:crypto";
import type { Analysis, ValueReference } from "../../compiler/ast/analysis.ts";
import type { Item } from "../../compiler/ast/index.ts";
import type { Span } from "../../compiler/ast/node.ts";
import { brandResolved, type ResolvedBlock, type ResolvedItem, type ResolvedRunbook, type ResolvedSection } from "../../compiler/ast/resolved.ts";
import type { Runbook } from "../../compiler/ast/runbook.ts";
import type { Section } from "../../compiler/ast/section.ts";
import { makeShellBlock } from "../../compiler/ast/shell-block.ts";
import type { ValueType } from "../../compiler/ast/value-type.ts";

export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** Lines `from` to `to`, whole. Offsets grow with the lines, which is all that the emitter asks of them. */
export function lines(from: number, to = from): Span {
  return { start: { line: from, column: 1, offset: from * 100 }, end: { line: to, column: 80, offset: to * 100 + 79 } };
}

export function block(id: string, script: string, fields: Partial<ResolvedBlock> = {}): ResolvedBlock {
  const sourceScript = fields.sourceScript ?? script;
  return {
    id, sourceScript, sourceSha256: sha256(sourceScript), script, blockSha256: sha256(`${script}\n`), host: "jumphost", effect: "read-only",
    reasons: [], values: [], session: null, timeoutMs: 300_000, span: lines(1), ...fields,
  };
}

export function value(name: string, origin: ValueReference["origin"], type: ValueType = { kind: "text" }, column: string | null = null): ValueReference {
  const variable = `RB_${name}${column === null ? "" : `_${column}`}`.replaceAll("-", "_");
  return { name, column, variable, type, origin };
}

type ItemOf<K extends ResolvedItem["kind"]> = Extract<ResolvedItem, { keyword: unknown }> & { readonly kind: K };

/** Every field that an item of the kind needs beside its id and its lines, filled with the most usual value. */
export function item<K extends "check" | "run" | "gate" | "capture" | "caution" | "call" | "expect">(kind: K, id: string, span: Span, fields: Partial<ItemOf<K>>): ItemOf<K> {
  const judgement = { sentence: "", conditions: [], question: null, giveUp: [], poll: null, otherwise: null, judges: null, probe: null };
  const usual: Record<string, object> = {
    check: { keyword: "CHECK", block: null, text: "", freshMs: null, isInteractive: false, byHand: null },
    run: { keyword: "RUN", block: null, text: "", gates: [], revert: null, isOnce: false, isTwoPerson: false, isOnlyWhenNamed: false, isIdempotent: false, isInteractive: false, byHand: null },
    gate: { keyword: "GATE", ...judgement, freshMs: null },
    expect: { keyword: "EXPECT", ...judgement, sample: null },
    capture: { keyword: "CAPTURE" },
    caution: { keyword: "CAUTION", text: "" },
    call: { keyword: "DO", text: "", concurrency: 1 },
  };
  return { id, kind, title: null, remarks: [], span, ...usual[kind], ...fields } as ItemOf<K>;
}

export function section(id: string, title: string, span: Span, items: readonly ResolvedItem[], lead = ""): ResolvedSection {
  return { id, title, isReading: items.every((entry) => entry.kind === "reading"), lead, items, span };
}

export function runbook(fields: Partial<Omit<ResolvedRunbook, symbol>> & Pick<ResolvedRunbook, "steps">): ResolvedRunbook {
  const text = "# A runbook\n";
  return brandResolved({
    id: "small-update", title: "Small update", path: "runbooks/small-update.md", sha256: sha256(text), headers: [], status: null, parameters: [],
    hosts: ["jumphost"], checklist: [], procedures: [], tables: [], blocks: [], ...fields,
  });
}

const semver = { kind: "semver" } as const;
const target = value("target", { kind: "parameter" }, semver);
const app = value("app", { kind: "argument", procedure: "refresh" });
const nowRev = value("now", { kind: "capture", item: "i6" }, { kind: "int" }, "rev");
const session = block("1-session", "source ~/admin-openrc", { effect: "undetermined", span: lines(20) });
const worklistBlock = block("3-worklist", "juju status --format=json", { session, span: lines(62, 64) });
const measure = block("2.0-measure", `juju status "\${RB_app}"`, { sourceScript: "juju status <app>", values: [app], session, span: lines(42) });
const refresh = block("2.0-refresh", `juju refresh "\${RB_app}"`, { sourceScript: "juju refresh <app>", values: [app], effect: "mutating", timeoutMs: 1_800_000, span: lines(46) });
const undo = block("2.0-refresh-revert", `juju refresh "\${RB_app}" --revision "\${RB_now_rev}"`, { sourceScript: "juju refresh <app> --revision <now.rev>", values: [app, nowRev], effect: "mutating", span: lines(48) });
const atTarget = block("1.1-controller-at-target", "juju show-controller --format=json", { timeoutMs: 60_000, span: lines(34) });
const upgrade = block("1.1-upgrade", `juju upgrade-controller --agent-version "\${RB_target}"`, { sourceScript: "juju upgrade-controller --agent-version <target>", values: [target], effect: "mutating", timeoutMs: 900_000, span: lines(26) });

/** A controller upgrade, then one call of `refresh` for each row of a worklist that the procedure reads as well. */
export const smallUpdate: ResolvedRunbook = runbook({
  headers: [{ kind: "Header", name: "SCOPE", text: "one controller; see `appendix-A`", span: lines(3) }],
  parameters: [{ kind: "Parameter", name: "target", type: semver, typeText: "semver", default: null, meaning: "Version to move to, one patch up", span: lines(9) }],
  steps: [
    section("1", "Scope and order", lines(11, 18), [{ kind: "reading", text: "Nothing here touches `vault`.", span: lines(12, 17) }], "Nothing here touches `vault`."),
    section("1.1", "Upgrade the controller", lines(22, 36), [
      item("caution", "i1", lines(23), { text: "A controller has no in-band downgrade */ `${never}`." }),
      item("run", "i2", lines(24, 28), { title: "upgrade the controller", block: upgrade, gates: ["i4", "i5"], revert: { kind: "none", why: "rebuild from the runbooks (D-070)" } }),
      item("capture", "i3", lines(29), { name: "printed", form: { kind: "firstMatch", pattern: "upgraded to (\\d+\\.\\d+\\.\\d+)", type: semver }, from: "i2" }),
      item("gate", "i4", lines(30), {
        title: "it said so", sentence: "`<printed>` is `<target>`; stdout contains `upgraded`.", judges: "i2",
        conditions: [
          { text: "`<printed>` is `<target>`", subject: { kind: "value", value: value("printed", { kind: "capture", item: "i3" }, semver) }, predicate: { kind: "is", operand: { kind: "value", value: target } } },
          { text: "stdout contains `upgraded`", subject: { kind: "stream", stream: "stdout" }, predicate: { kind: "contains", operand: { kind: "literal", text: "upgraded" } } },
        ],
      }),
      item("gate", "i5", lines(31, 35), {
        title: "controller at target", sentence: "every line is `<target>`. Poll every 20 s for up to 10 min, first after 60 s. Otherwise STOP: see appendix-A; never re-bootstrap inside the window.",
        probe: atTarget,
        conditions: [{ text: "every line is `<target>`", subject: { kind: "lines", quantifier: { kind: "every" } }, predicate: { kind: "is", operand: { kind: "value", value: target } } }],
        poll: { everyMs: 20_000, upToMs: 600_000, firstAfterMs: 60_000, text: "Poll every 20 s for up to 10 min, first after 60 s", span: lines(31) },
        otherwise: { kind: "stop", why: "see appendix-A; never re-bootstrap inside the window" },
      }),
    ], "The controller first.\nIts agents follow on their own."),
    section("3", "Charms", lines(60, 80), [
      item("check", "i10", lines(61, 64), { title: "measure the worklist", block: worklistBlock, freshMs: 900_000 }),
      item("capture", "i11", lines(65), { name: "worklist", from: "i10", form: { kind: "rows", columns: [
        { name: "app", type: { kind: "text" }, span: lines(65) }, { name: "gate", type: { kind: "text" }, span: lines(65) }] } }),
      item("call", "i12", lines(70), { procedure: "refresh", text: "`refresh` of `keystone`.", over: { kind: "once", arguments: [{ kind: "literal", text: "keystone" }] } }),
      item("call", "i13", lines(72), { procedure: "refresh", text: "`refresh` for each row of `worklist`.", over: { kind: "rows", table: "i11", order: null } }),
    ]),
  ],
  procedures: [{
    name: "refresh", parameters: [app],
    section: section("2.0", "Refresh one application", lines(40, 56), [
      item("check", "i7", lines(41, 42), { title: "measure it again; the worklist is stale", block: measure }),
      item("capture", "i6", lines(43), { name: "now", from: "i7", form: { kind: "row", columns: [
        { name: "app", type: { kind: "text" }, span: lines(43) }, { name: "rev", type: { kind: "int" }, span: lines(43) }] } }),
      item("gate", "i8", lines(44), {
        sentence: "in `worklist`, some row's `app` is `<app>`. Otherwise skip this item: not on the list.", otherwise: { kind: "skipItem", why: "not on the list" },
        conditions: [{ text: "in `worklist`, some row's `app` is `<app>`", predicate: null, subject: { kind: "rows", table: "i11", quantifier: { kind: "some" }, where: [
          { column: "app", predicate: { kind: "is", operand: { kind: "value", value: app } } }] } }],
      }),
      item("run", "i9", lines(45, 48), { title: "refresh", block: refresh, gates: ["i14"], isOnlyWhenNamed: true, revert: { kind: "commands", block: undo, later: null, text: "`juju refresh <app> --revision <now.rev>`." } }),
      item("gate", "i14", lines(50), { sentence: "Does it look well?", question: "Does it look well?", judges: "i9" }),
    ]),
  }],
  tables: [{ kind: "Table", role: "expectations", columns: ["Observation", "Meaning"], rows: [["API errors for 1-5 min", "expected"]], span: lines(14) }],
  blocks: [session, upgrade, atTarget, measure, refresh, undo, worklistBlock],
});

/** The document that a resolved runbook would come from, as far as the operator document asks: sections, labels and lines. */
export function documentOf(resolved: ResolvedRunbook): Runbook {
  const sections = [...resolved.steps, ...resolved.procedures.map((procedure) => procedure.section)].sort((a, b) => a.span.start.line - b.span.start.line);
  return {
    kind: "Runbook", id: resolved.id, title: resolved.title, path: resolved.path, sha256: resolved.sha256, hasParametersSection: true,
    headers: resolved.headers, status: resolved.status, parameters: resolved.parameters, looseBlocks: [], references: [], markers: [], anchors: [],
    suppressions: [], swallowedPlaceholders: [],
    sections: sections.map((entry): Section => ({
      kind: "Section", id: entry.id, title: entry.title, depth: entry.id.includes(".") ? 3 : 2, headingSpan: entry.span, span: entry.span,
      children: [
        ...(entry === sections[0] ? resolved.blocks.flatMap(({ session: prelude }) => prelude ?? []).slice(0, 1).map(sessionLabel) : []),
        ...(entry.lead === "" ? [] : [{ kind: "Prose" as const, markdown: entry.lead, span: entry.span }]),
        ...entry.items.flatMap((resolvedItem) => resolvedItem.kind === "reading" ? [] : [label(resolvedItem)]),
      ],
    })),
  };
}

/** A label of any kind: the operator document reads its place and its qualifiers, everything else is on the resolved item. */
function label({ id, keyword, title, remarks, span }: Extract<ResolvedItem, { keyword: unknown }>): Item {
  const fields = { id, keyword, labelSpan: span, host: null, title, qualifiers: [], remarks, anchor: null, listPath: [], isLegacyForm: false, span };
  return { kind: "Manual", ...fields, text: "" };
}

function sessionLabel(prelude: ResolvedBlock): Item {
  const block = makeShellBlock({ form: "fence", language: "bash", script: prelude.sourceScript, lines: [{ ...prelude.span.start }], span: prelude.span });
  return {
    kind: "Session", id: "i99", keyword: "SESSION", labelSpan: prelude.span, host: prelude.host, title: null, qualifiers: [], remarks: [], anchor: null,
    listPath: [], isLegacyForm: false, span: prelude.span, block,
  };
}

export const noAnalysis: Analysis = {
  blocks: [], blockOf: new Map(), hostOf: new Map(), kindOfUnlabelled: new Map(), gatesOf: new Map(), parameters: [], byHand: new Map(), valueNames: [],
};
