/**
 * What a label says beside its keyword: host, title, qualifiers, remarks.
 */
import { hostName } from "../default-config.ts";
import type { Keyword } from "../ast/keyword.ts";
import type { Qualifier } from "../ast/qualifier.ts";
import { distanceBetween, suggest } from "../diagnostics/did-you-mean.ts";
import type { BuildContext } from "./context.ts";
import { formatDuration, readDuration } from "./duration.ts";
import type { Label } from "./label.ts";
import { endOffset, offsetAt, type Range, type RichText } from "./rich-text.ts";

export interface LabelParts {
  readonly host: string | null;
  readonly title: string | null;
  readonly qualifiers: readonly Qualifier[];
  readonly remarks: readonly string[];
}

const plainQualifiers = ["once", "two-person", "only when named", "idempotent", "interactive"] as const;
const legacyQualifiers = ["gated", "read-only", "irreversible"] as const;
const timedQualifiers = ["timeout", "fresh"] as const;

/** The labels of what runs, is judged or is done on some host. */
const placed: ReadonlySet<Keyword> = new Set([
  "RUN",
  "CHECK",
  "GATE",
  "EXPECT",
  "CAPTURE",
  "MANUAL",
  "SESSION",
  "WHEN",
  "REVERT",
  "FINALLY",
]);

/** Of these the text is only shown: a host among the words would have no effect at all. */
const holdsBlock: ReadonlySet<Keyword> = new Set(["RUN", "CHECK", "SESSION"]);

export function readLabelParts(label: Label, rich: RichText, context: BuildContext): LabelParts {
  const qualifiers: Qualifier[] = [];
  const remarks: string[] = [];
  for (const group of label.groups) {
    for (const range of splitGroup(group, rich)) {
      const text = rich.text.slice(range.start, range.end);
      const span = context.span(offsetAt(rich, range.start), endOffset(rich, range.end));
      const qualifier = readQualifier(text, span);
      if (qualifier !== null) qualifiers.push(qualifier);
      else if (reportMisspelt(text, span, context)) continue;
      else remarks.push(text);
    }
  }
  const host = readHost(label.parts[0], rich);
  if (host === null && label.parts.length > 1 && placed.has(label.keyword)) reportHostName(label.parts[0]!, rich, context);
  const titles = label.parts.slice(host === null ? 0 : 1).map(({ start, end }) => rich.text.slice(start, end));
  return { host, title: titles.length === 0 ? null : titles.join(" -- "), qualifiers, remarks };
}

/** The first part is the host if it is one lower-case word, or a value in code; a title has a blank, a capital, or comes second. */
function readHost(part: Range | undefined, rich: RichText): string | null {
  if (part === undefined) return null;
  const code = rich.codes.find(({ start, end }) => start === part.start && end === part.end);
  const text = code?.value ?? rich.text.slice(part.start, part.end);
  if (/^<[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z][A-Za-z0-9_-]*)?>$/.test(text)) return text;
  return hostName.test(text) ? text : null;
}

/** `jump_host`, `Jumphost`, `10.1.2.3` before a title: taken for a title, the block would run on another machine. */
function reportHostName(part: Range, rich: RichText, context: BuildContext): void {
  const text = rich.text.slice(part.start, part.end);
  if (/\s/.test(text)) return;
  const near = text
    .replaceAll("`", "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9./-]+/g, "-")
    .replace(/^[^a-z]+|[^a-z0-9]+$/g, "");
  const form = hostName.test(near) ? `such as \`${near}\`` : "that rungate.yaml maps to the machine, such as `jumphost`";
  context.reporter.report({
    code: "build/host-name",
    severity: "error",
    span: context.span(offsetAt(rich, part.start), endOffset(rich, part.end)),
    message: `Unexpected \`${text.replaceAll("`", "")}\` where the host stands, expected a lower-case name ${form}`,
    why: "Taken for a title, the block would run on the host of the label above, or here.",
    fix: "Write the host's name: a letter, then letters, digits, `.` and `-`; a title before another part has two words",
  });
}

/** `RUN: jumphost -- restart it`: the host is part of the label, and behind its colon it would be words. */
export function reportHostBehindColon({ keyword }: Label, text: RichText, context: BuildContext): void {
  const host = holdsBlock.has(keyword) ? /^([a-z][a-z0-9./-]*)(?: --|:) /.exec(text.masked)?.[1] : undefined;
  if (host === undefined || !hostName.test(host)) return;
  context.reporter.report({
    code: "build/host-name",
    severity: "error",
    span: context.span(offsetAt(text, 0), endOffset(text, host.length)),
    message: `Unexpected \`${host}\` behind the colon of ${keyword}, expected the host before it`,
    why: "Taken for words, the block would run on the host of the label above, or here.",
    fix: `Write \`${keyword} -- ${host}: ...\`; if it is no host, write another word`,
  });
}

/** The words between the parentheses, separated by `,` or `;`. */
function splitGroup(group: Range, rich: RichText): Range[] {
  const ranges: Range[] = [];
  let depth = 0;
  let start = group.start + 1;
  for (let at = start; at < group.end; at++) {
    const character = rich.masked[at];
    if (character === "(") depth++;
    if (character === ")" && at < group.end - 1) depth--;
    if (at === group.end - 1 || (depth === 0 && (character === "," || character === ";"))) {
      let end = at;
      while (rich.text[start] === " ") start++;
      while (end > start && rich.text[end - 1] === " ") end--;
      if (end > start) ranges.push({ start, end });
      start = at + 1;
    }
  }
  return ranges;
}

function readQualifier(text: string, span: Qualifier["span"]): Qualifier | null {
  const name = [...plainQualifiers, ...legacyQualifiers].find((known) => known === text);
  if (name !== undefined) return { name, span };
  for (const timed of timedQualifiers) {
    if (!text.startsWith(`${timed} `)) continue;
    const durationMs = readDuration(text.slice(timed.length + 1));
    if (durationMs !== null) return { name: timed, durationMs, text: `${timed} ${formatDuration(durationMs)}`, span };
  }
  return null;
}

const examples = { timeout: "30m", fresh: "15m" } as const;

/** `timeout 5 minutes`: the author's own number, in the spelling that is read. */
function wordedDuration(text: string): string {
  const [, count = "", unit = ""] = /^[A-Za-z-]+:?\s*(\d+)\s*(sec|min|hour)[a-z]*$/i.exec(text) ?? [];
  return count + unit.slice(0, 1).toLowerCase();
}

/** True for what must be a slip: two letters off a known qualifier, or one that begins like one and does not parse. */
function reportMisspelt(text: string, span: Qualifier["span"], context: BuildContext): boolean {
  const first = /^[a-z-]+/.exec(text)?.[0] ?? "";
  const known = [...plainQualifiers, ...timedQualifiers];
  const isUnparsed = known.some((name) => name === first) || text.startsWith("only when ");
  const candidates = /^[A-Za-z-]+ \d/.test(text) ? timedQualifiers : [...plainQualifiers, ...timedQualifiers, ...legacyQualifiers];
  const word = candidates === timedQualifiers ? first : text;
  const meant = candidates.filter((name) => word !== name && distanceBetween(word.toLowerCase(), name) <= (name.length < 6 ? 1 : 2));
  if (!isUnparsed && meant.length === 0) return false;
  const names = meant.length > 0 ? meant : suggest(first, known).concat(known.filter((name) => name === first));
  const meantDuration = readDuration(wordedDuration(text));
  const forms = names.map(
    (name) =>
      `\`${name === "timeout" || name === "fresh" ? `${name} ${meantDuration === null ? examples[name] : formatDuration(meantDuration)}` : name}\``,
  );
  const expected = forms.length > 0 ? forms.join(" or ") : "`only when named`";
  const corrected = meant.length === 1 && text.startsWith(word) ? meant[0]! + text.slice(word.length) : null;
  context.reporter.report({
    code: "build/misspelt-qualifier",
    severity: "error",
    span,
    message: `Unexpected qualifier \`${text}\`, expected ${expected}`,
    why: "Taken for a remark, it would be shown and have no effect: the block would run without the protection that it names.",
    fix: `Write ${expected}, or say it outside the parentheses`,
    edits: corrected !== null && readQualifier(corrected, span) !== null ? [{ span, text: corrected }] : [],
  });
  return true;
}
