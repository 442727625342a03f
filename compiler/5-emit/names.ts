/**
 * What things are called outside the compiler: item ids such as `2.2/run-1`, module paths such as
 * `steps/2.2-upgrade-the-controller.ts`. The modules and the operator document use the same names.
 */
import type { ItemId } from "../ast/item.ts";
import type { ResolvedBlock, ResolvedItem, ResolvedRunbook, ResolvedSection } from "../ast/resolved.ts";

export interface Names {
  /** The public id of a labelled item. */
  readonly idOf: ReadonlyMap<ItemId, string>;
  /** The public id of any item, the author's words between labels included. */
  readonly publicId: ReadonlyMap<ResolvedItem, string>;
  /** Section -> path of its module, relative to the procedure's folder. */
  readonly moduleOf: ReadonlyMap<ResolvedSection, string>;
}

/** Where the bytes of a block lie, relative to the procedure's folder. */
export function blockFile(block: ResolvedBlock): string {
  return `blocks/${block.id}.sh`;
}

/** Every section that becomes a module, in document order: steps, checklist, procedures. */
export function sectionsOf(runbook: ResolvedRunbook): ResolvedSection[] {
  return [...runbook.steps, ...runbook.checklist, ...runbook.procedures.flatMap((procedure) => procedure.sections)].sort(
    (a, b) => a.span.start.offset - b.span.start.offset,
  );
}

export function nameEverything(runbook: ResolvedRunbook): Names {
  const idOf = new Map<ItemId, string>();
  const publicId = new Map<ResolvedItem, string>();
  const moduleOf = new Map<ResolvedSection, string>();
  const takenPaths = new Set<string>();
  for (const section of sectionsOf(runbook)) {
    moduleOf.set(
      section,
      unused(takenPaths, (suffix) => `steps/${fileName(section)}${suffix}.ts`),
    );
    const counts = new Map<string, number>();
    for (const item of section.items) {
      const word = item.kind === "call" ? "do" : item.kind;
      const count = (counts.get(word) ?? 0) + 1;
      counts.set(word, count);
      const id = `${section.id}/${word}-${count}`;
      publicId.set(item, id);
      if (item.kind !== "reading") idOf.set(item.id, id);
    }
  }
  return { idOf, publicId, moduleOf };
}

/** `2.2-upgrade-the-controller`; a section without a number has the slug of its title as id, and needs it once. */
function fileName(section: ResolvedSection): string {
  const id = slug(section.id);
  const title = slug(section.title);
  const name = title === "" || id.endsWith(title) ? id : `${id}-${title}`;
  return name.slice(0, 60).replace(/[-.]+$/, "") || "section";
}

/** Lower case, letters, digits and dots; everything else is one dash. */
function slug(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll("'", "")
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
}

/** The first name that is free, compared without case because file systems do. */
function unused(taken: Set<string>, make: (suffix: string) => string): string {
  for (let count = 1; ; count++) {
    const name = make(count === 1 ? "" : `-${count}`);
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}
