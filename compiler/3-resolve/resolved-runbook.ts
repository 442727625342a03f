/**
 * Puts the resolved items together: sections that run in order, the checklist after them, the bodies of procedures.
 */
import type { Procedure } from "../ast/procedure.ts";
import type { Prose, Table } from "../ast/prose.ts";
import {
  brandResolved,
  type ResolvedArgument,
  type ResolvedBlock,
  type ResolvedItem,
  type ResolvedRunbook,
  type ResolvedSection,
} from "../ast/resolved.ts";
import type { Section } from "../ast/section.ts";
import { isFrame, isStep } from "../ast/step.ts";
import { procedureOf } from "./layout.ts";
import { resolveItem, type Settled } from "./resolved-items.ts";
import { variableOf } from "./value-names.ts";

export function buildResolvedRunbook(settled: Settled): ResolvedRunbook {
  const { bindings, analysis } = settled.bound;
  const { runbook, layout } = bindings.context;
  const [document, ...procedures] = layout.bodies;
  const sections = document.sections.map((section) => resolveSection(section, settled)).filter(({ items }) => items.length > 0);
  const lastStep = sections.findLastIndex(({ isReading }) => !isReading);
  const blocks = usedBlocks(settled);
  return brandResolved({
    id: runbook.id,
    title: runbook.title,
    path: runbook.path,
    linked: bindings.context.linked,
    sha256: runbook.sha256,
    headers: runbook.headers,
    status: runbook.status,
    parameters: analysis.parameters.filter(({ type }) => type.kind !== "literal"),
    hosts: [...new Set(blocks.flatMap(({ host, hostValue }) => (hostValue === null ? [host] : [])))].sort(),
    steps: sections.slice(0, lastStep + 1),
    checklist: sections.slice(lastStep + 1),
    procedures: procedures.flatMap(({ procedure, sections: body }) => {
      const [first, ...more] = body
        .map((section) => resolveSection(section, settled))
        .filter(({ items }, _index, { length }) => items.length > 0 || length === 1);
      return procedure === null || first === undefined
        ? []
        : [
            {
              name: procedure.name,
              parameters: procedure.parameters
                .filter(({ declared }) => declared?.type.kind !== "literal")
                .map((parameter) => argument(procedure, parameter)),
              sections: [first, ...more] as const,
              wholeTitle: procedureOf(body[0]!) === null ? procedure.title : null,
            },
          ];
    }),
    tables: runbook.sections
      .flatMap(({ children }) => children)
      .filter((child) => child.kind === "Table")
      .filter(({ role }) => role !== "parameters" && role !== "other"),
    blocks,
  });
}

function resolveSection(section: Section, settled: Settled): ResolvedSection {
  const isReading = !isStep(section);
  const isShown = !isReading || !isFrame(section, settled.bound.bindings.context.runbook);
  const items = section.children.flatMap((child): ResolvedItem[] => {
    if (child.kind === "Prose" || child.kind === "Table") return isShown ? reading(child) : [];
    return resolveItem(child, settled);
  });
  const firstItem = section.children.findIndex((child) => child.kind !== "Prose" && child.kind !== "Table");
  const before = firstItem < 0 ? section.children : section.children.slice(0, firstItem);
  const lead = before
    .filter((child) => child.kind === "Prose")
    .map(({ markdown }) => markdown.trim())
    .filter(Boolean)
    .join("\n\n");
  return { id: section.id, title: section.title, isReading, lead, items, span: section.span };
}

function reading(child: Prose | Table): ResolvedItem[] {
  const text = child.kind === "Prose" ? child.markdown.trim() : child.role === "parameters" ? "" : tableText(child);
  return text === "" ? [] : [{ kind: "reading", text, span: child.span }];
}

function tableText({ columns, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
}

function argument(procedure: Procedure, { name, declared }: Procedure["parameters"][number]): ResolvedArgument {
  return {
    name,
    column: null,
    variable: variableOf(name, null),
    type: declared?.type ?? { kind: "text" },
    origin: { kind: "argument", procedure: procedure.name },
    default: declared?.default ?? null,
  };
}

/** In document order, without the blocks of what is done by hand and the SESSIONs that no block needs. */
function usedBlocks({ bound, reasons }: Settled): ResolvedBlock[] {
  const { blocks } = bound;
  const run = blocks.analyses.filter(
    ({ role, item }) => role !== "session" && item !== null && !reasons.has(item) && !bound.asked.has(item),
  );
  const sessions = new Set(run.map(({ session }) => session));
  const isUsed = new Set(run);
  return blocks.analyses
    .filter((analysis) => isUsed.has(analysis) || (analysis.role === "session" && sessions.has(analysis.block)))
    .flatMap(({ block }) => blocks.resolvedOf.get(block) ?? []);
}
