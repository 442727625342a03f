/**
 * What a line of prose cites, and its `[REVALIDATE]` markers.
 */
import type { Marker, Reference } from "../ast/reference.ts";
import { spanInScript, type ShellBlock } from "../ast/shell-block.ts";
import { commandsOf } from "../ast/shell-commands.ts";
import { spanOf } from "./condition/words.ts";
import type { BuildContext } from "./context.ts";
import { makeInlineBlock } from "./inline-code.ts";
import { codeMask, type RichText } from "./rich-text.ts";

const patterns: readonly (readonly [Reference["form"], RegExp])[] = [
  ["id", /(?<![\w-])[A-Z]+-\d+[a-z]?(?![\w-])/g],
  ["step", /\b(?:Step|Stage|Phase) \d+[a-z]?(?:\.\d+[a-z]?)*\b/g],
  ["appendix", /\b[Aa]ppendix-[A-Z]\b/g],
];

/** What each of them has in it: most paragraphs cite nothing. */
const citation = /[A-Z]-\d|(?:Step|Stage|Phase) \d|ppendix-[A-Z]/;

export function findReferences(rich: RichText, context: BuildContext): Reference[] {
  const found: Reference[] = [];
  for (const [form, pattern] of citation.test(rich.masked) ? patterns : []) {
    for (const match of rich.masked.matchAll(pattern)) {
      const range = { start: match.index, end: match.index + match[0].length };
      found.push({ kind: "Reference", form, target: match[0], span: spanOf(rich, range, context) });
    }
  }
  for (const link of rich.links) {
    if (!/^[a-z][a-z0-9+.-]*:|^\/\//i.test(link.url) || /^file:/i.test(link.url)) {
      found.push({ kind: "Reference", form: "link", target: link.url, span: spanOf(rich, link, context) });
    }
  }
  for (const code of rich.codes) {
    if (/^(?:bash|sh) /.test(code.value)) found.push(...findScriptReferences(makeInlineBlock(code, context)));
  }
  return found;
}

/** Scripts of the repository that a block calls: `bash path/to/x.sh`, the first word behind the shell's options. */
export function findScriptReferences(block: ShellBlock): Reference[] {
  return commandsOf(block).flatMap((command): Reference[] => {
    if (command.name !== "bash" && command.name !== "sh") return [];
    const word = command.words.slice(1).find(({ text }) => !text.startsWith("-"));
    const target = word?.value ?? null;
    if (word === undefined || target === null || !/^(?:[\w.-]+\/)*[\w.-]+\.sh$/.test(target)) return [];
    return [{ kind: "Reference", form: "script", target, span: spanInScript(block, word.start, word.end) }];
  });
}

/** `[REVALIDATE: why]`; in a code span, or in STATUS, only a mention. */
export function findMarkers(rich: RichText, isStatus: boolean, context: BuildContext): Marker[] {
  if (!rich.text.includes("[REVALIDATE")) return [];
  return [...rich.text.matchAll(/\[REVALIDATE(?::\s*([^\]]*))?\]/g)].map((match) => ({
    kind: "Marker",
    why: match[1]?.trim() ?? null,
    sentence: sentenceUpTo(rich.text.slice(0, match.index + match[0].length), match.index),
    isMention: isStatus || rich.masked[match.index] === codeMask,
    span: spanOf(rich, { start: match.index, end: match.index + match[0].length }, context),
  }));
}

/** From the end of the sentence before `at`. */
function sentenceUpTo(text: string, at: number): string {
  const start = Math.max(0, ...[...text.slice(0, at).matchAll(/[.!?]\s+/g)].map((match) => match.index + match[0].length));
  return text.slice(start).replaceAll(/\s+/g, " ").trim();
}
