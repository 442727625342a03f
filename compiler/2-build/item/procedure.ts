/**
 * ``PROCEDURE: `refresh` of `<app>`, `<channel>` ``
 */
import type { Procedure } from "../../ast/procedure.ts";
import type { BuildContext } from "../context.ts";
import { readValueName } from "../condition/predicate.ts";
import type { Words } from "../condition/words.ts";
import { firstSentence } from "./first-sentence.ts";
import type { ItemBuilder } from "./index.ts";

export const buildProcedure: ItemBuilder = ({ base, chunks }, _earlier, context) => {
  const words = firstSentence(chunks);
  const name = words?.takeCode()?.value ?? null;
  const parameters = words === null ? null : readParameters(words, context);
  if (name === null || parameters === null) {
    context.reporter.report({
      code: "build/procedure-form",
      severity: "error",
      span: base.span,
      message: "Unexpected text of PROCEDURE, expected its name in code and its parameters, as in `refresh` of `<app>`, `<channel>`",
      why: "No DO could call it.",
      fix: "Write PROCEDURE: `refresh` of `<app>`",
    });
    return null;
  }
  return { kind: "Procedure", ...base, name, parameters };
};

function readParameters(words: Words, context: BuildContext): Procedure["parameters"] | null {
  if (words.isAtEnd) return [];
  if (!words.takeWords("of")) return null;
  const parameters: Procedure["parameters"][number][] = [];
  do {
    const code = words.takeCode();
    const value = code === null ? null : readValueName(code.value);
    if (code === null || value === null || value.column !== null) return null;
    parameters.push({ name: value.name, span: context.span(code.source.start, code.source.end), declared: null });
  } while (words.takeWords(", and") || words.takeWords(",") || words.takeWords("and"));
  return words.isAtEnd ? parameters : null;
}
