/**
 * A runbook as a reader would retell it: compact enough to review as a diff, complete enough to notice a change.
 */
import { Reporter } from "../../compiler/diagnostics/reporter.ts";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import type { Condition, ConditionText, Operand, Predicate } from "../../compiler/ast/condition.ts";
import type { Item } from "../../compiler/ast/index.ts";
import type { Span } from "../../compiler/ast/node.ts";
import { Runbook } from "../../compiler/ast/runbook.ts";
import type { ShellBlock } from "../../compiler/ast/shell-block.ts";
import { readSource } from "../../compiler/1-parse/index.ts";
import { parseMarkdownNow } from "../../compiler/1-parse/remark.ts";
import { buildRunbook } from "../../compiler/2-build/index.ts";

export interface Built {
  readonly runbook: Runbook;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads, parses and builds a document that is expected to be readable. */
export function buildText(text: string | Uint8Array, path = "runbooks/example.md"): Built {
  const reporter = new Reporter(path);
  const source = readSource(typeof text === "string" ? new TextEncoder().encode(text) : text, path, reporter);
  const tree = source === null ? null : parseMarkdownNow(source, reporter);
  if (source === null || tree === null) throw new Error(`unreadable: ${reporter.diagnostics.map(({ message }) => message).join("; ")}`);
  const runbook = buildRunbook(tree, source, reporter);
  Runbook.parse(runbook);
  return { runbook, diagnostics: reporter.diagnostics };
}

/** The program: what is run and judged, without where it stands. */
export function projectProgram({ sections }: Runbook): unknown {
  return sections.map((section) => ({
    section: `${section.id} | ${section.title}`,
    items: section.children.flatMap((child) =>
      child.kind === "Prose" ? [] : child.kind === "Table" ? [{ table: child.role, rows: child.rows.length }] : [projectItem(child)],
    ),
  }));
}

/** The program with lines, headers, parameters, prose and diagnostics: what the fixtures keep. */
export function projectDocument({ runbook, diagnostics }: Built): unknown {
  return compact({
    id: runbook.id,
    title: runbook.title,
    strict: runbook.hasParametersSection,
    status: runbook.status === null ? null : `${runbook.status.state} ${runbook.status.date ?? "-"}`,
    headers: runbook.headers.map(({ name, text }) => `${name}: ${text}`),
    parameters: runbook.parameters.map(
      ({ name, type, default: value, meaning }) => `<${name}> ${JSON.stringify(type)}${value === null ? "" : ` = ${value}`}: ${meaning}`,
    ),
    sections: runbook.sections.map((section) => ({
      section: `${section.id} | ${section.title}`,
      children: section.children.map((child) => {
        if (child.kind === "Prose") return `prose ${at(child.span)}: ${child.markdown.split("\n")[0]}`;
        if (child.kind === "Table")
          return `table ${at(child.span)}: ${child.role}, ${child.columns.join(" | ")}, ${child.rows.length} rows`;
        return { at: at(child.span), ...projectItem(child) };
      }),
    })),
    loose: runbook.looseBlocks.map(projectBlock),
    anchors: runbook.anchors.map(({ name, span }) => `${name} ${at(span)}`),
    references: runbook.references.map(({ form, target, span }) => `${form} ${target} ${at(span)}`),
    markers: runbook.markers.map(({ why, isMention, span }) => `${isMention ? "mention" : "marker"} ${why ?? "-"} ${at(span)}`),
    suppressions: runbook.suppressions.map(
      ({ rule, reason, until, span, target }) =>
        `${rule} because ${reason ?? "-"} until ${until ?? "-"} ${at(span)} for ${target === null ? "-" : at(target)}`,
    ),
    swallowed: runbook.swallowedPlaceholders.map(({ text, span }) => `${text} ${at(span)}`),
    diagnostics: diagnostics.map(projectDiagnostic),
  });
}

export function projectDiagnostic({ severity, code, span, message }: Diagnostic): string {
  return `${at(span)} ${severity} ${code}: ${message}`;
}

export function projectItem(item: Item): Record<string, unknown> {
  const { kind, id, keyword, host, title, qualifiers, remarks, anchor, listPath, isLegacyForm } = item;
  return compact({
    item: `${id} ${keyword}${kind.toUpperCase() === keyword ? "" : ` ${kind}`}${isLegacyForm ? " legacy" : ""}`,
    host,
    title,
    qualifiers: qualifiers.map((qualifier) => ("text" in qualifier ? qualifier.text : qualifier.name)),
    remarks,
    anchor,
    depth: listPath.length === 0 ? null : listPath.length,
    ...projectOwn(item),
  });
}

function projectOwn(item: Item): Record<string, unknown> {
  switch (item.kind) {
    case "Run":
    case "Check":
    case "Finally":
    case "Unlabelled":
      return { text: item.text, block: projectBlock(item.block) };
    case "Session":
      return { block: projectBlock(item.block) };
    case "Gate":
      return { ...projectText(item.condition), probe: projectBlock(item.probe), judges: item.judges };
    case "Expect":
      return { ...projectText(item.condition), probe: projectBlock(item.probe), judges: item.judges, sample: item.sample };
    case "When":
      return { ...projectText(item.condition), probe: projectBlock(item.probe), judges: item.judges, appliesTo: item.appliesTo };
    case "Capture":
      return { name: item.name, form: strip(item.form), from: item.from };
    case "Revert":
      return { undoes: item.undoes, block: projectBlock(item.block), later: projectBlock(item.later), none: item.none };
    case "Do":
      return {
        procedure: item.procedure,
        link: item.link,
        over: strip(item.over),
        concurrency: item.concurrency === 1 ? null : item.concurrency,
      };
    case "Exclude":
      return {
        table: item.table,
        where: item.where.map(({ column, predicate }) => `${column} ${projectPredicate(predicate)}`),
        evidence: projectBlock(item.evidence),
      };
    case "Decision":
      return {
        text: item.text,
        judges: item.judges,
        branches: item.branches.map(({ condition, target }) => ({
          to: target,
          ...(condition === null ? { otherwise: true } : projectText(condition)),
        })),
      };
    case "Procedure":
      return { name: item.name, parameters: item.parameters.map(({ name }) => name) };
    case "Window":
      return { window: item.action, name: item.name };
    case "Stop":
      return { reason: item.reason };
    case "Manual":
      return { text: item.text };
    case "Admonition":
      return { severity: item.severity, text: item.text };
  }
}

function projectText({ conditions, poll, giveUp, otherwise, question, reason }: ConditionText): Record<string, unknown> {
  return {
    conditions: conditions.map(projectCondition),
    giveUp: giveUp.map(projectCondition),
    poll: poll === null ? null : `${poll.everyMs} ms, up to ${poll.upToMs} ms, first after ${poll.firstAfterMs} ms`,
    otherwise: otherwise === null ? null : strip({ ...otherwise, text: null, span: null }),
    question,
    reason,
  };
}

function projectCondition({ subject, predicate, text }: Condition): string {
  const said = predicate === null ? "" : ` ${projectPredicate(predicate)}`;
  switch (subject.kind) {
    case "Stream":
      return `${text} => ${subject.stream}${said}`;
    case "Lines":
      return `${text} => lines(${projectQuantifier(subject.quantifier)})${said}`;
    case "Value":
      return `${text} => value(${subject.name}${subject.column === null ? "" : `.${subject.column}`})${said}`;
    case "Rows":
      return `${text} => rows(${projectQuantifier(subject.quantifier)} of ${subject.table ?? "last"}) ${subject.where.map((entry) => `${entry.column} ${projectPredicate(entry.predicate)}`).join(" & ")}`;
    case "Command":
      return `${text} => command(${subject.block.script})${said}`;
  }
}

function projectQuantifier(quantifier: { kind: string; count?: number }): string {
  return quantifier.count === undefined ? quantifier.kind : `${quantifier.kind} ${quantifier.count}`;
}

function projectPredicate(predicate: Predicate): string {
  if ("operand" in predicate) return `${predicate.kind} ${projectOperand(predicate.operand)}`;
  switch (predicate.kind) {
    case "isOneOf":
      return `isOneOf ${predicate.operands.map(projectOperand).join(" | ")}`;
    case "isBetween":
      return `isBetween ${projectOperand(predicate.low)} ${projectOperand(predicate.high)}`;
    case "matches":
      return `matches /${predicate.pattern}/${predicate.flags}`;
    case "isIn":
    case "isNotIn":
      return `${predicate.kind} ${predicate.table}`;
    default:
      return predicate.kind;
  }
}

function projectOperand(operand: Operand): string {
  return operand.kind === "Literal"
    ? JSON.stringify(operand.text)
    : `<${operand.name}${operand.column === null ? "" : `.${operand.column}`}>`;
}

export function projectBlock(block: ShellBlock | null): Record<string, unknown> | null {
  return block === null
    ? null
    : { form: block.form === "fence" ? null : block.form, script: block.script.split("\n"), sha256: block.sha256.slice(0, 12) };
}

function at({ start, end }: Span): string {
  return `${start.line}:${start.column}-${end.line}:${end.column}`;
}

/** Without positions. */
function strip(value: object): unknown {
  return JSON.parse(JSON.stringify(value, (key, entry: unknown) => (key === "span" || entry === null ? undefined : entry)));
}

/** Without what says nothing: null, empty lists and texts. */
function compact(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => {
      if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) return [];
      return [[key, typeof value === "object" && !Array.isArray(value) ? compact(value as Record<string, unknown>) : value]];
    }),
  );
}
