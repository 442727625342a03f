/**
 * The anchors of a Markdown file's headings, near enough to GitHub's to tell a dead link: fences are skipped, and runs of
 * dashes count as one, because renderers differ in them.
 */
export function headingAnchors(markdown: string): string[] {
  const anchors: string[] = [];
  let fence: string | null = null;
  for (const line of markdown.split("\n")) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? null;
    if (fence !== null) {
      if (mark !== null && mark.startsWith(fence) && line.trim() === mark) fence = null;
      continue;
    }
    fence = mark;
    const heading = /^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$/.exec(line)?.[1];
    if (heading !== undefined) anchors.push(...anchorsOfTitle(heading));
    for (const [, name] of line.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)) anchors.push(looseAnchor(name!));
  }
  return anchors;
}

/** Of a heading's text; sites write `## Title {#name}`. */
export function anchorsOfTitle(title: string): string[] {
  const [attribute, name] = /\{#([^\s}]+)[^}]*\}\s*$/.exec(title) ?? [];
  return attribute === undefined ? [looseAnchor(title)] : [looseAnchor(title.slice(0, -attribute.length)), looseAnchor(name!)];
}

/** Lower case, letters and digits of any script, single dashes. */
export function looseAnchor(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/[\s-]+/g, "-");
}
