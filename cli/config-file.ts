/**
 * Reads `rungate.yaml`: data only, never code, every mistake with its line and column.
 */
import { isAlias, isNode, isPair, isScalar, LineCounter, parseDocument, visit, type Document } from "yaml";
import type { z } from "zod";
import { checkPattern } from "../compiler/3-resolve/regular-expressions.ts";
import type { Position, Span } from "../compiler/ast/node.ts";
import { Config } from "../compiler/config.ts";
import { defaultConfig } from "../compiler/default-config.ts";
import { suggest } from "../compiler/diagnostics/did-you-mean.ts";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { Reporter } from "../compiler/diagnostics/reporter.ts";
import { configName } from "./find-config.ts";
import { readTextFile } from "./read-file.ts";
import { isShellcheckCode, leftOut } from "./lint/shellcheck-codes.ts";

/** A configuration of this size was not written by a person. */
const configBytesMax = 256 * 1024;

export interface ReadConfig {
  readonly config: Config;
  readonly text: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** `listRuleCodes` is called only where the file names rules: it loads them all. */
export async function readConfig(file: string, listRuleCodes: (config: Config) => Promise<readonly string[]>): Promise<ReadConfig> {
  const text = readTextFile(file, configName, configBytesMax);
  const reporter = new Reporter(configName);
  const config = await parseConfig(text, reporter, listRuleCodes);
  return { config: config ?? defaultConfig, text, diagnostics: reporter.diagnostics };
}

/** `null` if anything was reported: half a configuration is none. */
export async function parseConfig(
  text: string,
  reporter: Reporter,
  listRuleCodes: (config: Config) => Promise<readonly string[]>,
): Promise<Config | null> {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true, merge: false, schema: "core" });
  const spanBetween = (start: number, end: number): Span => ({
    start: positionAt(lineCounter, start),
    end: positionAt(lineCounter, Math.max(end, start + 1)),
  });
  reportSyntax(document, spanBetween, reporter);
  reportForbiddenNodes(document, spanBetween, reporter);
  if (reporter.diagnostics.length > 0) return null;
  const checked = Config.safeParse(document.toJS() ?? {});
  const context: IssueContext = { document, spanBetween, reporter, text };
  if (!checked.success) for (const issue of checked.error.issues) reportIssue(issue, context);
  else reportUnsafePatterns(checked.data, context);
  if (checked.success && reporter.diagnostics.length === 0 && Object.keys(checked.data.rules).length > 0)
    reportUnknownRules(checked.data, await listRuleCodes(checked.data), context);
  return reporter.diagnostics.length === 0 ? (checked.data ?? null) : null;
}

function positionAt(lineCounter: LineCounter, offset: number): Position {
  const { line, col } = lineCounter.linePos(offset);
  return { line, column: col, offset };
}

type SpanBetween = (start: number, end: number) => Span;

function reportSyntax(document: Document.Parsed, spanBetween: SpanBetween, reporter: Reporter): void {
  // What is nested without end is refused once a level, all at one place.
  const byPlace = new Map(document.errors.map((error) => [error.pos[0], error]));
  for (const error of byPlace.values()) {
    const isDuplicate = error.code === "DUPLICATE_KEY";
    reporter.report({
      code: isDuplicate ? "config/duplicate-key" : "config/not-yaml",
      severity: "error",
      span: spanBetween(error.pos[0], error.pos[1]),
      message: isDuplicate ? "Unexpected key that stands twice, expected each key once" : "Unexpected text, expected YAML",
      why: isDuplicate ? "one of the two would be dropped without a word" : error.message.replace(/\.$/, ""),
      fix: isDuplicate ? "Merge the two entries" : "Mend the line; indentation and colons are the usual cause",
    });
  }
}

/** An alias can grow without end, a tag can mean anything: a configuration needs neither. */
function reportForbiddenNodes(document: Document.Parsed, spanBetween: SpanBetween, reporter: Reporter): void {
  visit(document, {
    Pair(_key, { key }) {
      if (!isScalar(key) || key.value !== "__proto__" || !key.range) return;
      reporter.report({
        code: "config/forbidden-yaml",
        severity: "error",
        span: spanBetween(key.range[0], key.range[1]),
        message: "Unexpected key `__proto__`, expected a name of your own",
        why: "JavaScript takes it for something else, and the entry would be dropped without a word",
        fix: "Remove the entry",
      });
    },
    Node(_key, node) {
      if (!isNode(node) || node.range === null || node.range === undefined) return;
      const isTagged = !isAlias(node) && document.schema.tags.every((tag) => tag.tag !== node.tag) && node.tag !== undefined;
      const hasAnchor = !isAlias(node) && node.anchor !== undefined;
      if (!isAlias(node) && !isTagged && !hasAnchor) return;
      const what = isTagged ? `tag \`${node.tag}\`` : isAlias(node) ? `alias \`*${node.source}\`` : "anchor";
      reporter.report({
        code: "config/forbidden-yaml",
        severity: "error",
        span: spanBetween(node.range[0], node.range[1]),
        message: `Unexpected YAML ${what}, expected plain values`,
        why: "aliases can grow without end and tags can mean anything, so the configuration has neither",
        fix: "Write the value out",
      });
    },
  });
}

/** Every command of every document is held against these patterns, so none may backtrack without end. */
function reportUnsafePatterns({ siteIds }: Config, context: IssueContext): void {
  for (const [index, { pattern }] of siteIds.entries()) {
    const problem = checkPattern(pattern, "u");
    if (problem === null) continue;
    context.reporter.report({
      code: "config/slow-pattern",
      severity: "error",
      span: valueSpan(["siteIds", String(index), "pattern"], context),
      message: `Unexpected ${problem.unexpected}, expected ${problem.expected}`,
      why: "one command could keep the linter busy for hours",
      fix: problem.fix,
    });
  }
}

interface IssueContext {
  readonly document: Document.Parsed;
  readonly spanBetween: SpanBetween;
  readonly reporter: Reporter;
  readonly text: string;
}

type Issue = z.core.$ZodIssue;

function reportIssue(issue: Issue, context: IssueContext): void {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys) reportUnknownKey(key, path, context);
    return;
  }
  const isMissing = issue.code === "invalid_type" && path.length > 0 && context.document.getIn(path.map(indexOrKey), true) === undefined;
  if (isMissing) return reportMissing(path, expected(issue), context);
  const isKey = issue.code === "invalid_key";
  const span = isKey ? keySpan(path.slice(0, -1), path.at(-1) ?? "", context) : valueSpan(path, context);
  const given = context.text.slice(span.start.offset, span.end.offset).split("\n")[0]?.trim() ?? "";
  context.reporter.report({
    code: isKey ? "config/unknown-key" : "config/wrong-value",
    severity: "error",
    span,
    message: `Unexpected \`${given}\`${path.length > 0 ? ` at \`${path.join(".")}\`` : ""}, expected ${expected(issue)}`,
    why: "a configuration that is only half understood would judge runbooks by the wrong rules, so nothing is run",
    fix: `Write ${expected(issue)}`,
  });
}

function reportMissing(path: readonly string[], what: string, context: IssueContext): void {
  const name = path.at(-1) ?? "";
  context.reporter.report({
    code: "config/missing-value",
    severity: "error",
    span: valueSpan(path, context),
    message: `Unexpected entry without \`${name}\` at \`${path.slice(0, -1).join(".")}\`, expected ${what}`,
    why: "the entry says only half of what it must",
    fix: `Add \`${name}:\` and ${what}`,
  });
}

function reportUnknownKey(key: string, path: readonly string[], context: IssueContext): void {
  const known = path.length === 0 ? Object.keys(Config.def.innerType.shape) : [];
  const near = suggest(key, known);
  context.reporter.report({
    code: "config/unknown-key",
    severity: "error",
    span: keySpan(path, key, context),
    message: `Unexpected key \`${key}\`, expected ${near.length > 0 ? near.map((name) => `\`${name}\``).join(" or ") : known.length > 0 ? `one of ${known.map((name) => `\`${name}\``).join(", ")}` : "a key that this entry has"}`,
    why: "a misspelt setting would silently keep its default",
    fix: near.length > 0 ? `Write \`${near[0]}\`` : "Remove the entry",
  });
}

/** Only lint rules are a matter of judgement; what the other phases report cannot be turned off. */
function reportUnknownRules({ rules }: Config, codes: readonly string[], context: IssueContext): void {
  for (const code of Object.keys(rules).filter((name) => !codes.includes(name) && !isShellcheckCode(name))) {
    const near = suggest(code, codes);
    const instead = leftOut[code.replace("shellcheck/", "")];
    context.reporter.report({
      code: "config/unknown-rule",
      severity: "error",
      span: keySpan(["rules"], code, context),
      message: `Unexpected rule \`${code}\`, expected the code of a lint rule`,
      why: "the severity would be given to nothing",
      fix:
        near.length > 0
          ? `Write ${near.map((name) => `\`${name}\``).join(" or ")}`
          : instead !== undefined
            ? `Remove the entry; it is not reported: ${instead}`
            : "Remove the entry, or write one of the codes that `rungate lint` reports after `lint/` or `shellcheck/`",
    });
  }
}

/** What a value must be, in an author's words; zod's own never reach one. */
function expected(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return (
        { string: "a text", array: "a list", object: "a mapping", record: "a mapping", number: "a number", boolean: "true or false" }[
          issue.expected as string
        ] ?? `a ${issue.expected}`
      );
    case "invalid_value":
      return issue.values.map((value) => `\`${String(value)}\``).join(" or ");
    case "invalid_union":
      return [...new Set(issue.errors.flat().map(expected))].join(" or ");
    case "invalid_key":
      return "a host's name: lower-case letters, digits, `.`, `-`, and `/<number>` for a unit";
    case "too_small":
      return issue.origin === "string" ? "a text that is not empty" : `${issue.minimum} or more`;
    case "too_big":
      return `at most ${issue.maximum}`;
    case "custom":
      return issue.message.replace(/^give /, "");
    default:
      return "a value of the documented form";
  }
}

/** The value at a path, or the nearest node above it that exists. */
function valueSpan(path: readonly string[], { document, spanBetween }: IssueContext): Span {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length).map(indexOrKey), true);
    if (isNode(node) && node.range !== null && node.range !== undefined) return spanBetween(node.range[0], node.range[1]);
  }
  return spanBetween(0, 1);
}

function keySpan(path: readonly string[], key: string, context: IssueContext): Span {
  const parent: unknown = path.length === 0 ? context.document.contents : context.document.getIn(path.map(indexOrKey), true);
  const pairs = isNode(parent) && "items" in parent ? (parent.items as unknown[]) : [];
  for (const pair of pairs) {
    if (isPair(pair) && isScalar(pair.key) && String(pair.key.value) === key && pair.key.range) {
      return context.spanBetween(pair.key.range[0], pair.key.range[1]);
    }
  }
  return valueSpan(path, context);
}

function indexOrKey(key: string): string | number {
  return /^\d+$/.test(key) ? Number(key) : key;
}
