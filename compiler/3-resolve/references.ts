/**
 * Follows what the document cites into the repository: decisions, fixes, appendices, steps, links and scripts. What is
 * not found is a warning, once for each target: a reader would look for it in vain, at night.
 */
import { lineOf } from "../ast/lines.ts";
import type { Reference } from "../ast/reference.ts";
import { folderOf, joinPath, leadsOutside } from "./repository-path.ts";
import type { Context } from "./context.ts";
import { anchorsOfTitle, headingAnchors, looseAnchor } from "./heading-anchors.ts";
import { nearest } from "./nearest.ts";
import { findStep, targetsOf } from "./targets.ts";

/** What is missing, and what to do about it. */
interface Missing {
  readonly unexpected: string;
  readonly expected: string;
  readonly fix: string;
  readonly code?: string;
}

export function checkReferences(context: Context): void {
  const seen = new Set<string>();
  const targets = context.layout.places.flatMap(targetsOf).map(({ span }) => span);
  const starts = targets.map(({ start }) => start.offset);
  const anchors = new Set(context.runbook.anchors.map(({ name }) => name));
  const hasLabels = context.layout.places.some(({ item }) => item.kind !== "Admonition" && item.kind !== "Unlabelled");
  const isForeign = context.runbook.path.startsWith("../");
  for (const reference of context.runbook.references) {
    if (!hasLabels && !namesFile(reference, context)) continue;
    // A document of somewhere else: what lies around it is not known here.
    if (isForeign && reference.form !== "step") continue;
    const before = targets[lineOf(starts, reference.span.start.offset) - 1];
    const isTarget =
      before !== undefined && reference.span.start.offset >= before.start.offset && reference.span.end.offset <= before.end.offset;
    if (isTarget) continue;
    const name = `${reference.form} ${reference.target}`;
    const missing = seen.has(name) ? null : follow(reference, anchors, context);
    seen.add(name);
    if (missing === null) continue;
    const isOutside = missing.code === "resolve/outside-repository";
    context.reporter.report({
      code: missing.code ?? "resolve/unresolved-reference",
      severity: isOutside ? "error" : mayBeAddress(reference) ? "info" : "warning",
      span: reference.span,
      message: `Unexpected ${missing.unexpected}, expected ${missing.expected}`,
      why: isOutside
        ? "the compiler and its readers must not be led to files that are not reviewed here"
        : "whoever follows it in the middle of the procedure finds nothing",
      fix: missing.fix,
    });
  }
}

function follow(reference: Reference, anchors: ReadonlySet<string>, context: Context): Missing | null {
  switch (reference.form) {
    case "id":
      return followId(reference.target, context);
    case "appendix":
      return followAppendix(reference.target, context);
    case "step":
      return followStep(reference.target, anchors, context);
    case "link":
      return followLink(reference.target, context);
    case "script":
      return followScript(reference.target, context);
  }
}

/**
 * A page without labels belongs to somebody's web site, whose paths are not those of the disk: `/releases/` and `../install/`
 * are addresses there, "Step 4" stands in a caption. What certainly names a file of the repository is followed all the same.
 */
function namesFile({ form, target }: Reference, { config }: Context): boolean {
  if (form === "id") return config.references[target.slice(0, target.indexOf("-"))] !== undefined;
  if (form !== "link") return false;
  const [path] = splitOnce(target, "#");
  return /^file:/i.test(path) || (path.endsWith(".md") && !path.startsWith("/") && !path.includes("{"));
}

/** `/releases/`, `../install`: of a web site these are addresses, of a repository paths, and neither says which it is. */
function mayBeAddress({ form, target }: Reference): boolean {
  const [path] = splitOnce(target, "#");
  if (form !== "link" || path === "" || path.endsWith(".md")) return false;
  return path.startsWith("/") || !/\.[A-Za-z0-9]+$/.test(path);
}

/** `D-071` must occur in the file that rungate.yaml names for `D`; where it names none, nobody says where to look. */
function followId(id: string, { config, repository }: Context): Missing | null {
  const file = config.references[id.slice(0, id.indexOf("-"))];
  if (file === undefined) return null;
  const text = repository.read(file);
  if (text === null)
    return {
      unexpected: `\`references\` in rungate.yaml: there is no \`${file}\``,
      expected: `a file that lists \`${id}\``,
      fix: "Correct the path in rungate.yaml",
    };
  return occursIn(text, id)
    ? null
    : {
        unexpected: `reference \`${id}\``,
        expected: `an entry in \`${file}\``,
        fix: `Add \`${id}\` to \`${file}\`, or correct the number`,
      };
}

/** `D-07` is not found in a text that only has `D-071`. */
function occursIn(text: string, id: string): boolean {
  const isWord = (character: string | undefined): boolean => character !== undefined && /[A-Za-z0-9]/.test(character);
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
    if (!isWord(text[at - 1]) && !isWord(text[at + id.length])) return true;
  }
  return false;
}

/** `appendix-A` is a file `appendix-A*.md` beside the document or among the runbooks, or what rungate.yaml names. */
function followAppendix(target: string, { config, repository, runbook }: Context): Missing | null {
  const named = config.references[target];
  if (named !== undefined && repository.has(named)) return null;
  const folders = [...new Set([folderOf(runbook.path), config.runbooks])];
  const wanted = target.toLowerCase();
  const isIt = (name: string): boolean => {
    const lower = name.toLowerCase();
    return lower === `${wanted}.md` || (lower.startsWith(`${wanted}-`) && lower.endsWith(".md"));
  };
  if (folders.some((folder) => repository.list(folder).some(isIt))) return null;
  return {
    unexpected: `reference \`${target}\``,
    expected: `a file \`${target}-*.md\` in \`${folders.join("` or `")}\``,
    fix: `Add the file, or name it under \`references\` in rungate.yaml: \`${target}: path\``,
  };
}

/** A section, or an anchor such as `4.0.3`: the third item of the list in 4.0. */
function followStep(target: string, anchors: ReadonlySet<string>, { runbook, reporter }: Context): Missing | null {
  const bare = target.replace(/^(step|stage|phase)\s+/i, "");
  const isKnown = findStep(runbook.sections, target) !== null || anchors.has(bare) || anchors.has(target);
  if (isKnown) return null;
  const near = bare.length > 2 ? nearest(bare, () => runbook.sections.map(({ id }) => id), reporter) : [];
  return {
    unexpected: `reference to step \`${target}\``,
    expected: "a heading or an anchor of this document",
    fix: near.length > 0 ? `Write \`${near[0]}\`` : "Correct the number",
  };
}

/** `/x` begins at the repository's root, as on GitHub. */
function followLink(target: string, context: Context): Missing | null {
  const [rawPath = "", anchor = null] = splitOnce(target, "#");
  const isFromRoot = /^\/(?!\/)/.test(rawPath);
  const folder = isFromRoot ? "" : folderOf(context.runbook.path);
  if (leadsOutside(isFromRoot ? rawPath.slice(1) : rawPath, folder)) {
    return {
      code: "resolve/outside-repository",
      unexpected: `link to \`${target}\``,
      expected: "a path inside the repository, relative, with `/`",
      fix: "Copy what is needed into the repository, or give a web address",
    };
  }
  const isOwn = rawPath === "";
  const path = isOwn ? context.runbook.path : pageOf(joinPath(folder, rawPath), context);
  const isFolder = !isOwn && context.repository.list(path.replace(/\/$/, "")).length > 0;
  if (!isOwn && !isFolder && !context.repository.has(path)) {
    return {
      unexpected: `link to \`${rawPath}\``,
      expected: `a file \`${path}\` in the repository`,
      fix: "Correct the path, or add the file",
    };
  }
  if (anchor === null || anchor === "" || isFolder) return null;
  const anchors = anchorsIn(path, isOwn, context);
  if (anchors === null || anchors.has(looseAnchor(anchor))) return null;
  const near = nearest(looseAnchor(anchor), () => [...anchors], context.reporter);
  return {
    unexpected: `anchor \`#${anchor}\``,
    expected: isOwn ? "a heading of this document" : `a heading of \`${path}\``,
    fix: near.length > 0 ? `Write \`#${near[0]}\`` : "Correct the anchor",
  };
}

/** Sites name a page without `.md`: `../install/` is `../install.md`. */
function pageOf(path: string, { repository }: Context): string {
  return repository.has(path) || !repository.has(`${path}.md`) ? path : `${path}.md`;
}

const anchorsOf = new WeakMap<Context, Map<string, ReadonlySet<string>>>();

/** The headings of a Markdown file, read once a document however many links lead there; `null` for another file. */
function anchorsIn(path: string, isOwn: boolean, context: Context): ReadonlySet<string> | null {
  if (!isOwn && !path.endsWith(".md")) return null;
  const known = anchorsOf.get(context) ?? new Map<string, ReadonlySet<string>>();
  anchorsOf.set(context, known);
  const key = isOwn ? "" : path;
  const anchors = known.get(key) ?? new Set(isOwn ? ownAnchors(context) : headingAnchors(context.repository.read(path) ?? ""));
  known.set(key, anchors);
  return anchors;
}

function ownAnchors({ runbook: { sections } }: Context): string[] {
  return sections.flatMap(({ id, title }) => [...anchorsOfTitle(`${id} ${title}`), ...anchorsOfTitle(title)]);
}

function followScript(target: string, { config, repository }: Context): Missing | null {
  const path = target.replace(/^bash\s+/, "");
  if (repository.has(path) || Object.keys(config.commands).some((command) => command === path || command.startsWith(`bash ${path}`)))
    return null;
  return {
    unexpected: `script \`${path}\``,
    expected: "a file of the repository or an entry under `commands` in rungate.yaml",
    fix: "Correct the path, or say under `commands` what the script does",
  };
}

function splitOnce(text: string, separator: string): [string, string | null] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + separator.length)];
}
