/**
 * A DO may call another runbook by a link, or one procedure of it. The sections are taken into the document that calls them:
 * what is compiled is one runbook, and every block lies in one folder under one hash. Offsets of a document that is taken in
 * begin behind those of the documents before it, so that each span says which file it is of.
 */
import type { Do } from "../ast/do.ts";
import { itemsOf, type Item } from "../ast/index.ts";
import type { LinkedDocument } from "../ast/linked-document.ts";
import type { Span } from "../ast/node.ts";
import type { Otherwise } from "../ast/condition.ts";
import type { Procedure } from "../ast/procedure.ts";
import type { Runbook } from "../ast/runbook.ts";
import type { Section } from "../ast/section.ts";
import type { Session } from "../ast/session.ts";
import { isFrame, isStep } from "../ast/step.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { inheritHosts } from "./hosts.ts";
import { layOut, procedureOf, type Body } from "./layout.ts";
import { joinPath, leadsOutside, folderOf } from "./repository-path.ts";
import { findStep, isStop } from "./targets.ts";

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
  /** The document, and behind its own sections those that were taken in. */
  readonly runbook: Runbook;
  readonly documents: readonly LinkedDocument[];
  /** Documents that are called as a whole: their sections that run in order are one body. */
  readonly wholes: readonly Body[];
}

/** Item numbers of one document stay far below. */
const itemsPerDocument = 1_000_000;
const mostDocuments = 16;

/** The runbook with the sections that its DOs link to; `length`: of its own text. */
export async function linkDocuments(runbook: Runbook, length: number, options: LinkOptions, reporter: Reporter): Promise<Linked> {
  const linker = new Linker(length + 1, options, reporter);
  const sections = await linker.follow(runbook, runbook.sections, [runbook.path], null);
  const { documents } = linker;
  if (documents.length === 0) return { runbook, documents, wholes: [] };
  const taken = linker.takenIn();
  return {
    runbook: { ...runbook, sections: [...sections, ...taken.flatMap((book) => book.sections)] },
    documents,
    wholes: taken.flatMap(({ whole }) => whole ?? []),
  };
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

/** Another document, and what of it is taken in. */
interface Book {
  readonly path: string;
  readonly runbook: Runbook;
  /** Its sections, as they are called here. */
  readonly taken: Map<Section, Section>;
  /** The body that its sections in order make, where the document is called as a whole. */
  whole: Procedure | null;
}

class Linker {
  readonly documents: LinkedDocument[] = [];
  readonly #books = new Map<string, Book | null>();
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

  /** What was taken in, by document, each in its own order. */
  takenIn(): { readonly sections: readonly Section[]; readonly whole: Body | null }[] {
    return [...this.#books.values()].flatMap((book) => {
      if (book === null) return [];
      const sections = withSessions(book);
      const inOrder = sections.filter((section) => procedureOf(section) === null);
      return [{ sections, whole: book.whole === null ? null : { procedure: book.whole, sections: inOrder } }];
    });
  }

  async #takeIn(item: Do, link: string, from: string, way: readonly string[], calledAt: Span): Promise<Do> {
    const refuse = (unexpected: string, expected: string): Do => this.#refuse(item, calledAt, unexpected, expected);
    const [target = "", anchor] = link.split("#");
    const path = joinPath(folderOf(from), target);
    if (anchor !== undefined || !/\.(?:md|markdown)$/i.test(target) || leadsOutside(target, folderOf(from)))
      return refuse(`link \`${link}\``, "the path of a runbook of this repository, relative, without an anchor");
    if (way.includes(path))
      return refuse(`circle of documents ${[...way, path].map((name) => `\`${name}\``).join(" -> ")}`, "one that ends");
    const book = await this.#open(path, calledAt);
    if (book === null) return refuse(`link to \`${path}\``, "a runbook of the repository that can be read");
    const called = item.isWhole ? null : item.procedure;
    const isMixed = called === null ? book.whole === null && book.taken.size > 0 : book.whole !== null;
    if (isMixed)
      return refuse(`call of \`${path}\` as a whole and of a procedure of it`, "one of the two: what its procedures see of it differs");
    const problem = called === null ? await this.#takeWhole(book, way, calledAt) : await this.#takeProcedure(book, called, way, calledAt);
    return problem === null ? { ...item, procedure: nameIn(path, called), link: null } : refuse(problem.unexpected, problem.expected);
  }

  async #takeProcedure(
    book: Book,
    called: string,
    way: readonly string[],
    calledAt: Span,
  ): Promise<{ unexpected: string; expected: string } | null> {
    const section = bodyOf(book, called);
    if (section === null)
      return { unexpected: `procedure \`${called}\` of \`${book.path}\``, expected: "one that a PROCEDURE of that document names" };
    await this.#takeSection(section, book, [...way, book.path], calledAt);
    return null;
  }

  async #takeWhole(book: Book, way: readonly string[], calledAt: Span): Promise<{ unexpected: string; expected: string } | null> {
    if (book.whole !== null) return null;
    const { runbook, path } = book;
    const inOrder = runbook.sections.filter((section) => procedureOf(section) === null);
    if (!inOrder.some(isStep)) return { unexpected: `document \`${path}\` without steps`, expected: "a runbook that can be carried out" };
    const secret = runbook.parameters.find(({ type }) => type.kind === "secret" || (type.kind === "list" && type.of.kind === "secret"));
    if (secret !== undefined)
      return {
        unexpected: `document \`${path}\` with the secret \`<${secret.name}>\``,
        expected: "one that asks for no secret: no sentence of a DO may name one",
      };
    book.whole = wholeOf(book, this.documents.findIndex((document) => document.path === path) + 1);
    for (const section of inOrder) await this.#takeSection(section, book, [...way, path], calledAt);
    return null;
  }

  /** Takes in a section, and the bodies of its own document that it calls. */
  async #takeSection(section: Section, book: Book, way: readonly string[], calledAt: Span): Promise<void> {
    if (book.taken.has(section)) return;
    const { runbook } = book;
    const isShown = isStep(section) || !isFrame(section, runbook);
    const renamed: Section = {
      ...section,
      id: idIn(runbook, section),
      title: `${section.title} (${runbook.path})`,
      children: section.children
        .filter((child) => isShown || (child.kind !== "Prose" && child.kind !== "Table"))
        .map((child) => (child.kind === "Prose" || child.kind === "Table" ? child : renameIn(child, runbook))),
    };
    // Before it is followed: a body that calls itself is a circle for others to report.
    book.taken.set(section, renamed);
    const [followed] = await this.follow(runbook, [renamed], way, calledAt);
    book.taken.set(section, followed ?? renamed);
    for (const called of itemsOf(section).flatMap(calledBy)) {
      const body = bodyOf(book, called);
      if (body !== null) await this.#takeSection(body, book, way, calledAt);
    }
  }

  async #open(path: string, calledAt: Span): Promise<Book | null> {
    const known = this.#books.get(path);
    if (known !== undefined) return known;
    const text = this.documents.length < mostDocuments ? this.#options.read(path) : null;
    const base: Base = { offset: this.#offset, items: (this.documents.length + 1) * itemsPerDocument };
    const built = text === null ? null : await this.#options.build(path, text, base);
    const book: Book | null = built === null ? null : { path, runbook: withHosts(built.runbook), taken: new Map(), whole: null };
    this.#books.set(path, book);
    if (built === null || book === null) return null;
    this.documents.push({ path, sha256: built.runbook.sha256, from: base.offset, calledAt });
    this.#offset += built.length + 1;
    for (const { code, severity, span, message } of built.diagnostics)
      this.#reporter.report({ code, severity, span, message, why: "it is part of this procedure", fix: `Mend \`${path}\`` });
    return book;
  }

  #refuse(item: Do, span: Span, unexpected: string, expected: string): Do {
    this.#reporter.report({
      code: "resolve/linked-document",
      severity: "error",
      span,
      message: `Unexpected ${unexpected} in a DO, expected ${expected}`,
      why: "the other document's steps would be left out without a word",
      fix: "Write the link as `[words](other-runbook.md)` for all of it, as ``[`procedure`](other-runbook.md)`` for one procedure, relative to this document",
    });
    return item;
  }
}

/**
 * Every section with the host that it inherits from the labels above it, written down: a section that is taken out of its
 * document leaves these behind.
 */
function withHosts(runbook: Runbook): Runbook {
  const hostOf = inheritHosts(layOut(runbook), []);
  const withHost = (section: Section): Section => {
    const first = itemsOf(section)[0];
    const host = first === undefined || first.host !== null ? null : (hostOf.get(first.id) ?? null);
    if (host === null) return section;
    return { ...section, children: section.children.map((child) => (child === first ? { ...first, host } : child)) };
  };
  return { ...runbook, sections: runbook.sections.map(withHost) };
}

/** The taken sections in the order of their document, with the SESSIONs that stand above them in sections that are not taken. */
function withSessions({ runbook, taken }: Book): Section[] {
  const left: Session[] = [];
  return runbook.sections.flatMap((section) => {
    const here = taken.get(section);
    if (here !== undefined) return [{ ...here, children: [...left.splice(0), ...here.children] }];
    left.push(...itemsOf(section).filter((item) => item.kind === "Session"));
    return [];
  });
}

/** A document as a body: it takes its parameters as arguments, in the order of their table. */
function wholeOf({ path, runbook }: Book, number: number): Procedure {
  const span = runbook.sections[0]!.headingSpan;
  return {
    kind: "Procedure",
    id: `i${(number + 1) * itemsPerDocument - 1}`,
    keyword: "PROCEDURE",
    labelSpan: span,
    host: null,
    title: runbook.title,
    qualifiers: [],
    remarks: [],
    anchor: null,
    listPath: [],
    isLegacyForm: false,
    span,
    name: nameIn(path, null),
    parameters: runbook.parameters.map((declared) => ({ name: declared.name, span: declared.span, declared })),
  };
}

function bodyOf({ runbook }: Book, called: string): Section | null {
  return runbook.sections.find((section) => procedureOf(section)?.name === called) ?? null;
}

const idIn = (runbook: Runbook, section: Section): string => `${runbook.id}/${section.id}`;

/**
 * `ops/restart:refresh`, and `ops/restart` for all of it: no name of a document's own has a path in it.
 */
const nameIn = (path: string, procedure: string | null): string =>
  `${path.replace(/\.(?:md|markdown)$/i, "")}${procedure === null ? "" : `:${procedure}`}`;

function calledBy(item: Item): string[] {
  if (item.kind === "Do") return item.link === null ? [item.procedure] : [];
  const otherwise = "condition" in item ? item.condition.otherwise : null;
  return otherwise?.kind === "doThenStop" ? [otherwise.procedure] : [];
}

/** The names of procedures and steps in an item, as they are here. */
function renameIn(item: Item, runbook: Runbook): Item {
  const rename = (name: string): string => nameIn(runbook.path, name);
  const renameTarget = <T extends { readonly target: string }>(one: T): T => {
    const section = isStop(one.target) ? null : findStep(runbook.sections, one.target);
    return section === null ? one : { ...one, target: idIn(runbook, section) };
  };
  const renameOtherwise = (otherwise: Otherwise | null): Otherwise | null =>
    otherwise?.kind === "doThenStop"
      ? { ...otherwise, procedure: rename(otherwise.procedure) }
      : otherwise?.kind === "goTo"
        ? renameTarget(otherwise)
        : otherwise;
  switch (item.kind) {
    case "Procedure":
      return { ...item, name: rename(item.name) };
    case "Do":
      return item.link === null ? { ...item, procedure: rename(item.procedure) } : item;
    case "Decision":
      return { ...item, branches: item.branches.map(renameTarget) };
    case "Gate":
    case "Expect":
    case "When":
      return { ...item, condition: { ...item.condition, otherwise: renameOtherwise(item.condition.otherwise) } };
    default:
      return item;
  }
}
