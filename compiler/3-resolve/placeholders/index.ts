/**
 * Judges every `<name>` of a block by the place it stands in, and rewrites those that are values. The rows of
 * `docs/language.md`, "Values in shell text", are the specification and the tests.
 */
import type { PlaceholderUse, ValueReference } from "../../ast/analysis.ts";
import type { PlaceholderToken, ShellBlock } from "../../ast/shell-block.ts";
import type { Reporter } from "../../diagnostics/reporter.ts";
import { checkSyntax } from "../shell-syntax.ts";
import { variableOf } from "../value-names.ts";
import { contextOf, placesOf, type Place } from "./place.ts";
import {
  findRefusal,
  isSilentText,
  reportLiteralInCode,
  reportRefusal,
  reportSecondReading,
  reportUnresolved,
  type Written,
} from "./report.ts";
import { applyEdits, editFor, type Edit } from "./rewrite.ts";

/** A value, `"literal"` for a name that is meant as it stands, `null` for an undeclared one. */
export type Lookup = (name: string, column: string | null, isList: boolean) => ValueReference | "literal" | null;

export interface PlaceholderOptions {
  /** False in an old document: an undeclared name in code is then asked for as text, with a warning. */
  readonly isStrict: boolean;
  /** For did-you-mean. */
  readonly valueNames: readonly string[];
}

/** `rewritten` is `null` if the text or any placeholder is in error: nothing of such a block may run. */
export function resolvePlaceholders(
  block: ShellBlock,
  lookup: Lookup,
  options: PlaceholderOptions,
  reporter: Reporter,
): { uses: PlaceholderUse[]; rewritten: string | null } {
  const syntax = checkSyntax(block, reporter);
  // The tree of such a text ends somewhere: what a token behind that place means is not known.
  if (syntax === "unreadable") return { uses: block.tokens.map((token) => ({ token, context: "code", ...error })), rewritten: null };
  const edits: Edit[] = [];
  const uses = placesOf(block).map((place): PlaceholderUse => {
    const { verdict, value } = judge({ place, block, lookup, options, reporter });
    if (verdict === "value") edits.push(editFor(place, value!, block.script));
    return { token: place.token, context: contextOf(place), verdict, value };
  });
  const isRefused = uses.some(({ verdict }) => verdict === "error");
  return { uses, rewritten: isRefused || syntax === "broken" ? null : applyEdits(block.script, edits) };
}

interface Case {
  readonly place: Place;
  readonly block: ShellBlock;
  readonly lookup: Lookup;
  readonly options: PlaceholderOptions;
  readonly reporter: Reporter;
}

type Judgement = Pick<PlaceholderUse, "verdict" | "value">;

const text: Judgement = { verdict: "text", value: null };
const error: Judgement = { verdict: "error", value: null };

function judge({ place, block, lookup, options, reporter }: Case): Judgement {
  const { token } = place;
  if (place.site === "comment") return text;
  const written: Written = { block, token, text: block.script.slice(token.start, token.end), reporter };
  const found = isName(token) ? lookup(token.name, token.column, token.isList) : null;
  if (found === "literal") {
    if (isText(place, block)) return { verdict: "literal", value: null };
    reportLiteralInCode(written);
    return error;
  }
  if (found === null) return judgeUndeclared(place, written, options);
  const refusal = findRefusal(place, found, block);
  if (refusal !== null) {
    reportRefusal(written, refusal, found);
    return { verdict: "error", value: found };
  }
  reportSecondReading(place, written);
  return { verdict: "value", value: found };
}

function judgeUndeclared(place: Place, written: Written, { isStrict, valueNames }: PlaceholderOptions): Judgement {
  const { token } = place;
  if (isText(place, written.block)) {
    if (!isSilentText(token)) reportUnresolved(written, { place: "quotes", severity: "warning", valueNames });
    return text;
  }
  if (isStrict || !isName(token)) {
    reportUnresolved(written, { place: "code", severity: "error", valueNames });
    return error;
  }
  const value = impliedValue(token);
  // A column of a capture that does not exist cannot be asked for.
  const isAsked = token.column === null && findRefusal(place, value, written.block) === null;
  reportUnresolved(written, { place: isAsked ? "oldDocument" : "byHand", severity: "warning", valueNames });
  return isAsked ? { verdict: "value", value } : error;
}

/** What an old document means by an undeclared name: text, or a list of it. */
function impliedValue({ name, column, isList }: PlaceholderToken): ValueReference {
  const text = { kind: "text" } as const;
  return {
    name,
    column,
    variable: variableOf(name, column),
    type: isList ? { kind: "list", of: text } : text,
    origin: { kind: "parameter" },
  };
}

/** A name may be looked up; `<DEPLOY ARGS>` is none. */
function isName(token: PlaceholderToken): boolean {
  return !token.name.includes(" ") && !token.name.includes("\t");
}

/** Places in which bash reads `<` as a character: quotes, heredocs and `${x:-<none>}`, but not behind a bare `$`. */
function isText({ quoting, site, token }: Place, { script }: ShellBlock): boolean {
  return quoting !== "none" || (site === "expansion" && script[token.start - 1] !== "$");
}
