/**
 * ``CAPTURE: `<target>` = stdout``, `= lines`, `= rows of (app, rev int)`, `= one row of (...)`, ``= json `.status` ``,
 * ``= first match of `/rev (\d+)/` ``; a type may follow.
 */
import type { CaptureForm, Column } from "../../ast/capture.ts";
import type { ScalarType } from "../../ast/value-type.ts";
import type { BuildContext } from "../context.ts";
import type { Words } from "../condition/words.ts";
import type { CodeSpan } from "../rich-text.ts";
import { readScalarType } from "../value-type.ts";
import { firstSentence } from "./first-sentence.ts";
import type { ItemBuilder } from "./index.ts";

const valueName = /^<?([A-Za-z][A-Za-z0-9_-]*)>?$/;

export const buildCapture: ItemBuilder = ({ base, chunks }, earlier, context) => {
  const words = firstSentence(chunks);
  const code = words?.takeCode() ?? null;
  const name = valueName.exec(code?.value ?? "")?.[1] ?? null;
  const form = words?.takeWords("=") === true ? takeForm(words, context) : null;
  if (code === null || name === null || form === null || words?.isAtEnd !== true) {
    reportForm(base.span, code, context);
    return null;
  }
  const from = earlier.last();
  if (from === null) {
    context.reporter.report({
      code: "build/capture-without-block",
      severity: "error",
      span: base.labelSpan,
      message: "Unexpected CAPTURE without a block before it in its section, expected one whose output it reads",
      why: "There is no output to take the value from.",
      fix: "Move it below the block that prints the value",
    });
  }
  return { kind: "Capture", ...base, name, nameSpan: context.span(code.source.start, code.source.end), form, from };
};

function takeForm(words: Words, context: BuildContext): CaptureForm | null {
  if (words.takeWords("stdout")) return withType(words, (type) => ({ kind: "stdout", type }));
  if (words.takeWords("lines")) return withType(words, (type) => ({ kind: "lines", type }));
  if (words.takeWords("rows of")) return withColumns(takeColumns(words, context), "rows");
  if (words.takeWords("one row of")) return withColumns(takeColumns(words, context), "row");
  if (words.takeWords("first match of")) {
    const pattern = /^\/(.+)\/$/s.exec(words.takeCode()?.value ?? "")?.[1];
    return pattern === undefined ? null : withType(words, (type) => ({ kind: "firstMatch", pattern, type }));
  }
  if (!words.takeWords("json")) return null;
  const path = words.takeCode()?.value ?? null;
  return withType(words, (type) => ({ kind: "json", path, type }));
}

function withColumns(columns: Column[] | null, kind: "rows" | "row"): CaptureForm | null {
  return columns === null ? null : { kind, columns };
}

/** The rest of the sentence, up to a `,` or `)` at this level, as a type; `text` where nothing is said. */
function withType(words: Words, make: (type: ScalarType) => CaptureForm): CaptureForm | null {
  words.takeWords("of|as|,");
  const from = words.index;
  while (words.take() !== null);
  const text = words.textBetween(from, words.index);
  const type: ScalarType | null = text === "" ? { kind: "text" } : readScalarType(text);
  return type === null ? null : make(type);
}

/** `(app, charm, rev int, state one of ok or bad)`: a name, and its type if it is not `text`. */
function takeColumns(words: Words, context: BuildContext): Column[] | null {
  if (!words.takeWords("(")) return null;
  const columns: Column[] = [];
  do {
    const token = words.take();
    const name = valueName.exec(token?.text ?? "")?.[1];
    if (token === null || name === undefined) return null;
    const from = words.index;
    while (!words.isAtEnd && words.peek()?.text !== "," && words.peek()?.text !== ")") words.take();
    const text = words.textBetween(from, words.index);
    const type: ScalarType | null = text === "" ? { kind: "text" } : readScalarType(text);
    if (type === null) return null;
    columns.push({ name, type, span: words.spanOf(token, context) });
  } while (words.takeWords(","));
  return words.takeWords(")") ? columns : null;
}

function reportForm(span: Parameters<BuildContext["reporter"]["report"]>[0]["span"], code: CodeSpan | null, context: BuildContext): void {
  context.reporter.report({
    code: "build/capture-form",
    severity: "error",
    span,
    message:
      code === null
        ? "Unexpected text of CAPTURE, expected the value's name in code"
        : `Unexpected text of CAPTURE, expected ${"`"}${code.value.replaceAll("`", "")}${"`"} = and one of stdout, lines, rows of, one row of, json, first match of`,
    why: "The value would stay unknown, and every block that uses it could not run.",
    fix: "Write CAPTURE: `now` = one row of (app, rev int), or = stdout with a type",
  });
}
