/**
 * Finds the captured table that a sentence means: by name, or the last one captured above.
 */
import type { Capture } from "../ast/capture.ts";
import type { Span } from "../ast/node.ts";
import { suggest } from "../diagnostics/did-you-mean.ts";
import type { Context } from "./context.ts";
import type { Place } from "./layout.ts";
import type { Scope } from "./values.ts";

type Form = Capture["form"]["kind"];

export interface TableRequest {
  /** `null`: the last one captured above. */
  readonly name: string | null;
  readonly forms: readonly Form[];
  /** In words: "a table", "a table or a list". */
  readonly expected: string;
  readonly span: Span;
}

/** The capture, or `null` with a report of why there is none. */
export function findTable(request: TableRequest, place: Place, scope: Scope, context: Context): Capture | null {
  const { name, forms, expected, span } = request;
  const { reporter } = context;
  const capture = name === null ? lastTable(place, context) : namedCapture(scope, name);
  if (capture === null) {
    const options = [...scope.names.values()]
      .filter((declaration) => declaration.kind === "capture" && forms.includes(declaration.capture.form.kind))
      .map((declaration) => declaration.name);
    const near = name === null ? options : suggest(name, options);
    reporter.report({
      code: "resolve/unknown-table",
      severity: "error",
      span,
      message:
        name === null
          ? `Unexpected condition on rows, expected a table captured above`
          : `Unexpected \`${name}\`, expected ${expected} that a CAPTURE names`,
      why: "there is nothing to look through, and a condition on nothing must not pass",
      fix:
        near.length > 0
          ? `Write ${near.map((option) => `\`${option}\``).join(" or ")}`
          : "Capture it first: CAPTURE: `name` = rows of (...)",
    });
    return null;
  }
  if (!forms.includes(capture.form.kind)) {
    reporter.report({
      code: "resolve/not-a-table",
      severity: "error",
      span,
      message: `Unexpected \`${capture.name}\`, expected ${expected}`,
      why: "it holds no rows to look through",
      fix: "Capture `rows of (...)`, or name another table",
      related: [{ span: capture.nameSpan, message: `\`${capture.name}\` is captured here` }],
    });
    return null;
  }
  if (!scope.flow.isSetAt(capture, scope.item)) {
    reporter.report({
      code: "resolve/use-before-capture",
      severity: "error",
      span,
      message: `Unexpected table \`${capture.name}\` here, expected its CAPTURE on every way to this line`,
      why: "on a way that leaves the CAPTURE out, there is no table in the middle of the procedure",
      fix: "Move the CAPTURE above, out of a WHEN and before the jump that passes it",
      related: [{ span: capture.nameSpan, message: `\`${capture.name}\` is captured here` }],
    });
    return null;
  }
  return capture;
}

/** Reports a column that the table lacks; true if it has it. */
export function checkColumn(table: Capture, column: string, span: Span, { reporter }: Context): boolean {
  const names = columnsOf(table);
  if (names.includes(column)) return true;
  const near = suggest(column, names);
  reporter.report({
    code: "resolve/unknown-column",
    severity: "error",
    span,
    message: `Unexpected column \`${column}\` of \`${table.name}\`, expected one of ${names.map((name) => `\`${name}\``).join(", ")}`,
    why: "the table does not measure it, so no row could ever satisfy the condition",
    fix: near.length > 0 ? `Write \`${near[0]}\`` : `Capture the column, or name one that \`${table.name}\` has`,
    related: [{ span: table.nameSpan, message: `\`${table.name}\` is captured here` }],
  });
  return false;
}

export function columnsOf(table: Capture): string[] {
  return table.form.kind === "rows" || table.form.kind === "row" ? table.form.columns.map(({ name }) => name) : [];
}

function namedCapture(scope: Scope, name: string): Capture | null {
  const declaration = scope.names.get(name);
  return declaration?.kind === "capture" ? declaration.capture : null;
}

function lastTable(place: Place, { layout }: Context): Capture | null {
  const tables = layout.places
    .filter(
      ({ item, procedure, order }) =>
        order < place.order &&
        item.kind === "Capture" &&
        item.form.kind === "rows" &&
        (procedure === place.procedure || (place.around !== undefined && procedure === place.around.procedure)),
    )
    .map(({ item }) => item);
  const last = tables.at(-1);
  return last?.kind === "Capture" ? last : null;
}
