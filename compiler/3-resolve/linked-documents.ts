/**
 * A DO may call a procedure of another runbook, by a link. Its section is taken into the document that calls it: what is
 * compiled is one runbook, and every block lies in one folder under one hash. Offsets of a document that is taken in begin
 * behind those of the documents before it, so that each span says which file it is of.
 */
import type { Do } from "../ast/do.ts";
import { itemsOf, type Item } from "../ast/index.ts";
import type { LinkedDocument } from "../ast/linked-document.ts";
import type { Span } from "../ast/node.ts";
import type { Otherwise } from "../ast/condition.ts";
import type { Runbook } from "../ast/runbook.ts";
import type { Section } from "../ast/section.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { joinPath, leadsOutside, folderOf } from "./repository-path.ts";

/** Where the offsets and the item numbers of a document begin. */
export interface Base {
  readonly offset: number;
  readonly items: number;
}

export interface Built {
  readonly runbook: Runbook;
  readonly length: number;
  readonly diagnostics: readonly Diagnostic[];
}

export interface LinkOptions {
  readonly read: (path: string) => string | null;
  /** Parses and builds a document as part of this one; `null` where its bytes are refused. */
  readonly build: (path: string, text: string, base: Base) => Promise<Built | null>;
}

export interface Linked {
  readonly runbook: Runbook;
  readonly documents: readonly LinkedDocument[];
}

/** Item numbers of one document stay far below. */
const itemsPerDocument = 1_000_000;
const mostDocuments = 16;

/** The runbook with the sections that its DOs link to; `length`: of its own text. */
export async function linkDocuments(runbook: Runbook, length: number, options: LinkOptions, reporter: Reporter): Promise<Linked> {
  const linker = new Linker(length + 1, options, reporter);
  const sections = await linker.follow(runbook, runbook.sections, [runbook.path], null);
  return linker.documents.length === 0
    ? { runbook, documents: [] }
    : { runbook: { ...runbook, sections: [...sections, ...linker.sections] }, documents: linker.documents };
}

/** What was said of another document is said once, at the DO that links to it: `lint` of that document says it in full. */
export function foldLinked(diagnostics: readonly Diagnostic[], { documents }: Linked): Diagnostic[] {
  const [first] = documents;
  if (first === undefined) return [...diagnostics];
  const own = diagnostics.filter(({ span }) => span.start.offset < first.from);
  for (const [index, { path, from, calledAt }] of documents.entries()) {
    const end = documents[index + 1]?.from ?? Infinity;
    const errors = diagnostics.filter(
      ({ severity, span: { start } }) => severity === "error" && start.offset >= from && start.offset < end,
    );
    const file = own[0]?.file ?? diagnostics[0]?.file ?? "";
    if (errors[0] !== undefined) own.push({ ...errors[0], ...errorsIn(path, errors, calledAt), file, related: [], edits: null });
  }
  return own;
}

function errorsIn(
  path: string,
  errors: readonly Diagnostic[],
  span: Span,
): Pick<Diagnostic, "code" | "severity" | "span" | "message" | "why" | "fix"> {
  const [{ message, span: at }] = errors as [Diagnostic];
  return {
    code: "resolve/linked-document",
    severity: "error",
    span,
    message: `Unexpected ${errors.length === 1 ? "error" : `${errors.length} errors`} in the procedure of \`${path}\`, expected one that compiles: line ${at.start.line}: ${message}`,
    why: "its blocks run as part of this procedure, with the values of this call alone",
    fix: `Mend \`${path}\`, or what the procedure needs of the document around it`,
  };
}

class Linker {
  readonly documents: LinkedDocument[] = [];
  readonly sections: Section[] = [];
  readonly #taken = new Set<string>();
  readonly #built = new Map<string, Built | null>();
  readonly #options: LinkOptions;
  readonly #reporter: Reporter;
  #offset: number;

  constructor(offset: number, options: LinkOptions, reporter: Reporter) {
    this.#offset = offset;
    this.#options = options;
    this.#reporter = reporter;
  }

  /** The sections with every link replaced by the name of what was taken in. `calledAt`: the DO of the first document. */
  async follow({ path }: Runbook, sections: readonly Section[], way: readonly string[], calledAt: Span | null): Promise<Section[]> {
    const followed: Section[] = [];
    for (const section of sections) {
      const children: Section["children"][number][] = [];
      for (const child of section.children) {
        const isLink = child.kind === "Do" && child.link !== null;
        children.push(isLink ? await this.#takeIn(child, child.link ?? "", path, way, calledAt ?? child.span) : child);
      }
      followed.push({ ...section, children });
    }
    return followed;
  }

  async #takeIn(item: Do, link: string, from: string, way: readonly string[], calledAt: Span): Promise<Do> {
    const [target = "", anchor] = link.split("#");
    const path = joinPath(folderOf(from), target);
    if (anchor !== undefined || !/\.(?:md|markdown)$/i.test(target) || leadsOutside(target, folderOf(from)))
      return this.#refuse(item, calledAt, `link \`${link}\``, "the path of a runbook of this repository, relative, without an anchor");
    if (way.includes(path))
      return this.#refuse(
        item,
        calledAt,
        `circle of documents ${[...way, path].map((name) => `\`${name}\``).join(" -> ")}`,
        "one that ends",
      );
    const built = await this.#build(path, calledAt);
    if (built === null) return this.#refuse(item, calledAt, `link to \`${path}\``, "a runbook of the repository that can be read");
    const name = nameIn(path, item.procedure);
    if (this.#taken.has(name)) return { ...item, procedure: name, link: null };
    const section = built.runbook.sections.find((candidate) =>
      itemsOf(candidate).some((other) => other.kind === "Procedure" && other.name === item.procedure),
    );
    if (section === undefined)
      return this.#refuse(item, calledAt, `procedure \`${item.procedure}\` of \`${path}\``, "one that a PROCEDURE of that document names");
    this.#taken.add(name);
    await this.#takeSection(section, built, [...way, path], calledAt);
    return { ...item, procedure: name, link: null };
  }

  /** Takes in a body, and the bodies of its own document that it calls. */
  async #takeSection(section: Section, { runbook }: Built, way: readonly string[], calledAt: Span): Promise<void> {
    const rename = (name: string): string => nameIn(runbook.path, name);
    const renamed: Section = {
      ...section,
      id: `${runbook.id}/${section.id}`,
      title: `${section.title} (${runbook.path})`,
      children: section.children.map((child) => (child.kind === "Prose" || child.kind === "Table" ? child : renameCalls(child, rename))),
    };
    const [followed] = await this.follow(runbook, [renamed], way, calledAt);
    this.sections.push(followed ?? renamed);
    for (const called of itemsOf(section).flatMap(calledBy)) {
      const name = rename(called);
      const body = runbook.sections.find((other) => itemsOf(other).some((item) => item.kind === "Procedure" && item.name === called));
      if (body === undefined || this.#taken.has(name)) continue;
      this.#taken.add(name);
      await this.#takeSection(body, { runbook, length: 0, diagnostics: [] }, way, calledAt);
    }
  }

  async #build(path: string, calledAt: Span): Promise<Built | null> {
    const known = this.#built.get(path);
    if (known !== undefined) return known;
    const text = this.documents.length < mostDocuments ? this.#options.read(path) : null;
    const base: Base = { offset: this.#offset, items: (this.documents.length + 1) * itemsPerDocument };
    const built = text === null ? null : await this.#options.build(path, text, base);
    this.#built.set(path, built);
    if (built === null) return null;
    this.documents.push({ path, sha256: built.runbook.sha256, from: base.offset, calledAt });
    this.#offset += built.length + 1;
    for (const { code, severity, span, message } of built.diagnostics)
      this.#reporter.report({ code, severity, span, message, why: "it is part of this procedure", fix: `Mend \`${path}\`` });
    return built;
  }

  #refuse(item: Do, span: Span, unexpected: string, expected: string): Do {
    this.#reporter.report({
      code: "resolve/linked-document",
      severity: "error",
      span,
      message: `Unexpected ${unexpected} in a DO, expected ${expected}`,
      why: "the other document's steps would be left out without a word",
      fix: "Write the link as ``[`procedure`](other-runbook.md)``, relative to this document",
    });
    return item;
  }
}

/** `ops/restart:refresh`: no name of a document's own has a colon and a path. */
const nameIn = (path: string, procedure: string): string => `${path.replace(/\.(?:md|markdown)$/i, "")}:${procedure}`;

function calledBy(item: Item): string[] {
  if (item.kind === "Do") return item.link === null ? [item.procedure] : [];
  const otherwise = "condition" in item ? item.condition.otherwise : null;
  return otherwise?.kind === "doThenStop" ? [otherwise.procedure] : [];
}

function renameCalls(item: Item, rename: (name: string) => string): Item {
  const renameOtherwise = (otherwise: Otherwise | null): Otherwise | null =>
    otherwise?.kind === "doThenStop" ? { ...otherwise, procedure: rename(otherwise.procedure) } : otherwise;
  switch (item.kind) {
    case "Procedure":
      return { ...item, name: rename(item.name) };
    case "Do":
      return item.link === null ? { ...item, procedure: rename(item.procedure) } : item;
    case "Gate":
    case "Expect":
    case "When":
      return { ...item, condition: { ...item.condition, otherwise: renameOtherwise(item.condition.otherwise) } };
    default:
      return item;
  }
}
