/**
 * Cuts the document at its headings: a section is a heading and what follows it up to the next one of any level.
 */
import type { Heading, Root, RootContent } from "mdast";
import type { BuildContext } from "./context.ts";
import { readHeadingName, slugOf, UniqueIds } from "./heading.ts";
import { readRichText, type RichText } from "./rich-text.ts";

export interface SectionSource {
  /** `null` for what stands before the first heading. */
  readonly heading: Heading | null;
  readonly rich: RichText | null;
  readonly id: string;
  readonly title: string;
  readonly isExplicit: boolean;
  readonly nodes: readonly RootContent[];
  readonly start: number;
  readonly end: number;
}

export function cutSections(tree: Root, documentId: string, source: Pick<BuildContext, "text">): SectionSource[] {
  const ids = new UniqueIds();
  const sections: SectionSource[] = [];
  for (const { heading, nodes } of splitAtHeadings(tree)) {
    const first = heading ?? nodes[0];
    const start = first?.position?.start.offset ?? 0;
    const end = (nodes.at(-1) ?? heading)?.position?.end.offset ?? start;
    if (heading === null) {
      sections.push({ heading, rich: null, id: ids.add(slugOf(documentId)), title: "", isExplicit: false, nodes, start, end });
      continue;
    }
    const rich = readRichText(heading.children, source);
    const name = readHeadingName(rich.text.replaceAll("`", ""));
    sections.push({ heading, rich, ...name, id: ids.add(name.id), nodes, start, end });
  }
  return sections;
}

function splitAtHeadings(tree: Root): { heading: Heading | null; nodes: RootContent[] }[] {
  const parts: { heading: Heading | null; nodes: RootContent[] }[] = [];
  let current: { heading: Heading | null; nodes: RootContent[] } = { heading: null, nodes: [] };
  for (const node of tree.children) {
    if (node.type === "heading") {
      if (current.heading !== null || current.nodes.length > 0) parts.push(current);
      current = { heading: node, nodes: [] };
    } else {
      current.nodes.push(node);
    }
  }
  if (current.heading !== null || current.nodes.length > 0) parts.push(current);
  return parts;
}

/** Two numbers alike: a reference to one of them could mean either. */
export function reportRepeatedIds(sections: readonly SectionSource[], isStep: (index: number) => boolean, context: BuildContext): void {
  const first = new Map<string, SectionSource>();
  for (const [index, section] of sections.entries()) {
    if (!section.isExplicit || section.rich === null || !isStep(index)) continue;
    const name = readHeadingName(section.rich.text.replaceAll("`", "")).id;
    const key = name.normalize("NFKC").toLowerCase();
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, section);
      continue;
    }
    const [line, earlierLine] = [context.position(section.start).line, context.position(earlier.start).line];
    context.reporter.report({
      code: "build/repeated-id",
      severity: context.isStrict ? "error" : "warning",
      span: context.span(section.start, section.heading?.position?.end.offset ?? section.start),
      message: `Unexpected second section \`${name}\` on line ${line}, expected another number than that of line ${earlierLine}`,
      why: "A reference, a jump or `--step` that names it could mean either.",
      fix: "Number one of the headings anew",
      related: [
        {
          span: context.span(earlier.start, earlier.heading?.position?.end.offset ?? earlier.start),
          message: `\`${name}\` is here already`,
        },
      ],
    });
  }
}
