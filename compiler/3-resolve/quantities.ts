/**
 * What `is at least 500 MB` may compare with: a number, a percentage, a size or a duration. The runtime reads them, all that
 * is accepted here and more.
 */
export type Quantity = "number" | "percentage" | "size" | "duration";

const forms: readonly (readonly [Quantity, RegExp])[] = [
  ["number", /^-?\d+(\.\d+)?$/],
  ["percentage", /^-?\d+(\.\d+)?%$/],
  ["size", /^\d+(\.\d+)? ?([kKMGTP]B|[KMGTP]iB|B)$/],
  ["duration", /^\d+(\.\d+)? ?(ms|s|sec|seconds?|min|minutes?|m|h|hours?|d|days?)$/],
];

/** The family of a literal; `null` where it is none of them. */
export function quantityOf(text: string): Quantity | null {
  return forms.find(([, form]) => form.test(text.trim()))?.[0] ?? null;
}
