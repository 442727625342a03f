/**
 * What `is at least 500 MB` may compare with: a number, a size or a duration.
 */
export type Quantity = "number" | "size" | "duration";

const forms: readonly (readonly [Quantity, RegExp])[] = [
  ["number", /^-?\d+(\.\d+)?%?$/],
  ["size", /^\d+(\.\d+)?\s*([kKMGTP]i?)?B$/],
  ["duration", /^\d+(\.\d+)?\s*(ms|s|sec|seconds?|min|minutes?|m|h|hours?|d|days?)$/],
];

/** The family of a literal; `null` where it is none of them. */
export function quantityOf(text: string): Quantity | null {
  return forms.find(([, form]) => form.test(text.trim()))?.[0] ?? null;
}
