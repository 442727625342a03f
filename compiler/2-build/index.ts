/**
 * mdast to Runbook: labels, blocks, conditions and tables, each with its place; nothing yet bound to anything else.
 */
import type { Nodes, Root } from "mdast";
import { itemsOf } from "../ast/index.ts";
import type { Header, Status } from "../ast/header.ts";
import type { Span } from "../ast/node.ts";
import type { Marker, Reference, Suppression } from "../ast/reference.ts";
import type { Runbook } from "../ast/runbook.ts";
import type { Section } from "../ast/section.ts";
import type { ShellBlock } from "../ast/shell-block.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { blocksOf } from "./blocks.ts";
import { BuildContext, type Source } from "./context.ts";
import { readHeader } from "./headers.ts";
import { reportOutOfPlace, reportTitleCase } from "./label-diagnostics.ts";
import { findLabels } from "./label.ts";
import { buildParameters, declaresParameters, isParametersTitle } from "./parameters.ts";
import { findMarkers, findReferences, findScriptReferences } from "./references.ts";
import { readRichText } from "./rich-text.ts";
import { buildSection, type BuiltSection } from "./section-builder.ts";
import { cutSections, reportRepeatedIds, type SectionSource } from "./section-outline.ts";
import { readSuppression } from "./suppressions.ts";
import { findSwallowed } from "./swallowed.ts";

/** `isHeldToRules`: what is half understood is an error in an old document too. */
export function buildRunbook(
  tree: Root,
  source: Source,
  reporter: Reporter,
  isHeldToRules = false,
  base = { offset: 0, items: 0 },
): Runbook {
  const id = documentId(source.path);
  const cut = cutSections(tree, id, source);
  const parameterSource = cut.find(({ heading, title: name }) => heading !== null && heading.depth > 1 && isParametersTitle(name)) ?? null;
  const isStrict = parameterSource !== null && (declaresParameters(parameterSource.nodes, source) || hasLabels(tree, source));
  const context = new BuildContext(source, reporter, isStrict || isHeldToRules, base);
  const title = cut.find(({ heading }) => heading?.depth === 1) ?? null;
  const { headers, status, statusSpan, sources } = takeHeaders(cut, title, context);
  const built = sources.map((section) => buildSection(section, context));
  const sections = built.map(({ section }) => section);
  reportRepeatedIds(sources, (index) => itemsOf(sections[index]!).some(({ kind }) => kind !== "Admonition"), context);
  const looseBlocks = built.flatMap((part) => part.looseBlocks);
  reportUnlabelled(sections, looseBlocks, context);
  return {
    kind: "Runbook",
    id,
    title: title?.rich?.text ?? id,
    path: source.path,
    sha256: source.sha256,
    hasParametersSection: isStrict,
    headers,
    status,
    parameters: parameterSource === null || !isStrict ? [] : buildParameters(parameterSource.nodes, parameterSource, context),
    sections,
    looseBlocks,
    anchors: anchorsOf(built, context),
    ...collectCitations(tree, [...blocksOf(sections), ...looseBlocks], statusSpan, context),
    suppressions: collectSuppressions(tree, sections, context),
    swallowedPlaceholders: findSwallowed(tree, context),
  };
}

/** The file's name without `.md`. */
function documentId(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.(?:md|markdown)$/i, "");
}

/** True for a document with a step label, which is meant for us. */
function hasLabels(node: Nodes, source: Source): boolean {
  if (node.type !== "paragraph" && node.type !== "heading")
    return "children" in node && node.children.some((child) => hasLabels(child, source));
  return findLabels(readRichText(node.children, source), false).labels.some(({ keyword }) => keyword !== "NOTE" && keyword !== "CAUTION");
}

interface Headers {
  readonly headers: readonly Header[];
  readonly status: Status | null;
  readonly statusSpan: Span | null;
  /** The sections, without the header paragraphs of the first. */
  readonly sources: readonly SectionSource[];
}

function takeHeaders(cut: readonly SectionSource[], title: SectionSource | null, context: BuildContext): Headers {
  const headers: Header[] = [];
  let status: Status | null = null;
  let statusSpan: Span | null = null;
  const sources = cut.map((section) => {
    if (section !== title) return section;
    const nodes = section.nodes.filter((node) => {
      const read = node.type === "paragraph" ? readHeader(node, context) : null;
      if (read === null) return true;
      headers.push(read.header);
      if (read.header.name === "STATUS") statusSpan = read.header.span;
      status = read.status ?? status;
      return false;
    });
    return { ...section, nodes };
  });
  return { headers, status, statusSpan, sources };
}

function anchorsOf(built: readonly BuiltSection[], context: BuildContext): Runbook["anchors"] {
  return built.flatMap(({ section, anchors }) =>
    anchors.map(({ name, start, end }) => ({ name, section: section.id, span: context.span(start, end) })),
  );
}

/** In a document that has labels, a shell fence without one is reported: nobody will run it. */
function reportUnlabelled(sections: readonly Section[], looseBlocks: readonly ShellBlock[], context: BuildContext): void {
  const items = sections.flatMap(itemsOf).filter(({ kind }) => kind !== "Admonition");
  if (items.length === 0) return;
  reportTitleCase(context);
  reportOutOfPlace(context);
  for (const block of looseBlocks) {
    if (block.language === null) continue;
    context.reporter.report({
      code: "build/unlabelled-fence",
      severity: "warning",
      span: block.span,
      message: "Unexpected shell fence without a label, expected RUN, CHECK or GATE directly above it",
      why: "It is shown and never run: the operator may miss it, or paste it without a gate.",
      fix: "Put `RUN -- host -- title` or `CHECK -- host -- title` above the fence, or tag it `text` if it is no command",
    });
  }
}

function collectCitations(
  tree: Root,
  blocks: readonly ShellBlock[],
  statusSpan: Span | null,
  context: BuildContext,
): { references: Reference[]; markers: Marker[] } {
  const references: Reference[] = [];
  const markers: Marker[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === "paragraph" || node.type === "tableCell" || node.type === "heading") {
      const rich = readRichText(node.children, context);
      const isStatus = statusSpan !== null && node.position?.start.offset === statusSpan.start.offset;
      const own = node.type === "heading" ? node.position?.start.line : undefined;
      references.push(...findReferences(rich, context).filter(({ form, span }) => form !== "step" || span.start.line !== own));
      markers.push(...findMarkers(rich, isStatus, context));
    } else if ("children" in node) {
      for (const child of node.children) visit(child);
    }
  };
  visit(tree);
  references.push(...blocks.flatMap(findScriptReferences));
  references.sort((a, b) => a.span.start.offset - b.span.start.offset);
  return { references, markers };
}

/** For each of the siblings the one that follows it, comments left out; `behind` follows the last. */
function nextsBehindComments(siblings: readonly Nodes[], behind: Nodes | null): (Nodes | null)[] {
  const nexts: (Nodes | null)[] = [];
  let next = behind;
  for (let index = siblings.length - 1; index >= 0; index--) {
    const sibling = siblings[index]!;
    nexts[index] = next;
    if (sibling.type !== "html" || !sibling.value.startsWith("<!--")) next = sibling;
  }
  return nexts;
}

/** Every comment of the document, each with the node after it: an item whole, with its fence. */
function collectSuppressions(tree: Root, sections: readonly Section[], context: BuildContext): Suppression[] {
  if (!context.text.includes("rungate:")) return [];
  const items = sections.flatMap(itemsOf);
  const found: Suppression[] = [];
  const visit = (node: Nodes, following: Nodes | null): void => {
    if (node.type === "html" && node.value.startsWith("<!--") && node.value.includes("rungate:")) {
      const suppression = readSuppression(node.value, node.position?.start.offset ?? 0, spanWithItems(following), context);
      if (suppression !== null) found.push(suppression);
    }
    if (!("children" in node)) return;
    const behind = node.type === "listItem" || node.type === "blockquote" ? following : null;
    const nexts = nextsBehindComments(node.children, behind);
    for (const [index, child] of node.children.entries()) visit(child, nexts[index]!);
  };
  const spanWithItems = (node: Nodes | null): Span | null => {
    if (node === null) return null;
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? 0;
    const last = items
      .filter((item) => item.span.start.offset >= start && item.span.start.offset < end)
      .map((item) => item.span.end.offset);
    return context.span(start, Math.max(end, ...last));
  };
  visit(tree, null);
  return found;
}
