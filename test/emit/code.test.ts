/**
 * The layout of expressions: always the same value, and lines that fit.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { array, call, flag, number, object, print, runtime, text, type Code } from "../../compiler/5-emit/typescript/code.ts";

type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value };

const { value: values } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.lorem({ maxCount: 30 }),
    fc.nat(10_000_000),
    fc.boolean(),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(fc.oneof(fc.stringMatching(/^[a-z]{1,9}$/), fc.constantFrom("two words", "a-b", "__proto__x", "9")), tie("value"), {
      maxKeys: 6,
      noNullPrototype: true,
    }),
  ),
}));

function codeOf(value: Value): Code {
  if (typeof value === "string") return text(value);
  if (typeof value === "number") return number(value);
  if (typeof value === "boolean") return flag(value);
  if (Array.isArray(value)) return call(runtime("same"), array((value as readonly Value[]).map(codeOf)));
  return call(runtime("same"), object(Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, codeOf(entry)]))));
}

test("what is printed evaluates to what was meant", () => {
  fc.assert(
    fc.property(values, (value) => {
      const printed = new Function("same", `return ${print(codeOf(value))};`) as (same: (value: unknown) => unknown) => unknown;
      expect(printed((entry) => entry)).toEqual(value);
    }),
    { numRuns: 500 },
  );
});

test("no line is longer than 120 characters where it could be broken", () => {
  fc.assert(
    fc.property(values, (value) => {
      for (const line of print(codeOf(value)).split("\n")) expect(line.length).toBeLessThanOrEqual(122);
    }),
    { numRuns: 500 },
  );
});

test("a call opens its last argument on its own line", () => {
  const rows = array(["one", "two", "three"].map((word) => text(`${word} `.repeat(15))));
  expect(print(call(runtime("callForEach"), runtime("refresh"), object({ items: rows, isOrdered: flag(true) }))))
    .toBe(`callForEach(refresh, {
  items: [
    "${"one ".repeat(15)}",
    "${"two ".repeat(15)}",
    "${"three ".repeat(15)}",
  ],
  isOrdered: true,
})`);
});
