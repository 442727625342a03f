/**
 * A block in its card: the script, what it can do and why, what runs before it, where its bytes lie.
 */
import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { Item } from "../../ast/index.ts";
import type { ResolvedBlock } from "../../ast/resolved.ts";
import { blockFile } from "../names.ts";
import { fact } from "./judgement.ts";
import type { Page } from "./page.ts";
import { renderSentence } from "./prose.ts";
import { renderScript, sourceLine } from "./script.ts";
import { code, durationInWords } from "./words.ts";

/** `facts`: what the card says of the block beside what the block says of itself. */
export function renderBlock(block: ResolvedBlock | null, facts: readonly ElementContent[]): ElementContent[] {
  if (block === null) return facts.length === 0 ? [] : [h("dl.facts", [...facts])];
  const reasons = renderReasons(block);
  const own = [...(reasons.length === 0 ? [] : fact(effectWords[block.effect], [h("p", reasons)])), ...facts];
  return [
    renderScript(block),
    ...(own.length === 0 ? [] : [h("dl.facts", own)]),
    h("p.hash", [
      ...(block.session === null
        ? []
        : ["after ", h("a", { href: `#${sessionAnchor(block.session)}` }, `the session of ${block.host}`), "  ·  "]),
      `ends within ${durationInWords(block.timeoutMs)}  ·  `,
      h("code", blockFile(block)),
      "  ",
      h("code", block.blockSha256.slice(0, 8)),
    ]),
  ];
}

const effectWords = { "read-only": "reads", mutating: "changes", undetermined: "undetermined" } as const;

export function effectBadge(block: ResolvedBlock): Element {
  return h(`span.effect.${effectWords[block.effect]}`, effectWords[block.effect]);
}

/** What decided: of a reading all its commands, of anything else the commands that are more, and why. */
function renderReasons(block: ResolvedBlock): ElementContent[] {
  const deciding = block.reasons.filter((reason) => reason.effect === block.effect);
  const words = deciding.map((reason) => (block.effect === "read-only" ? code(reason.command) : reason.because));
  const unique = [...new Set(words)];
  if (block.effect === "read-only") return unique.length === 0 ? [] : renderSentence(`only: ${unique.join(", ")}`);
  return renderSentence(unique.join("; "));
}

/** A session that no block needs is not among the blocks; its card says so. */
export function renderSession(node: Extract<Item, { kind: "Session" }>, page: Page): Element {
  const block = page.resolved.blocks.find(
    (candidate) => node.block !== null && candidate.span.start.offset === node.block.span.start.offset,
  );
  return h(
    "article.item.session",
    { id: block === undefined ? null : sessionAnchor(block), ariaLabel: `SESSION, line ${node.labelSpan.start.line}` },
    [
      h("header", [
        h("span.keyword", "SESSION"),
        ...(block === undefined ? [] : [h("span.host", block.host)]),
        h("span.title", block === undefined ? "no block needs it" : "runs before each later block of this host"),
        sourceLine(node.labelSpan.start, page),
      ]),
      ...(block === undefined ? [] : [renderScript(block)]),
    ],
  );
}

function sessionAnchor(block: ResolvedBlock): string {
  return `session-${block.id}`;
}
