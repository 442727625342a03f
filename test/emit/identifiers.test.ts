/**
 * Constant names: from the author's words, unique, never a word with a meaning of its own.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { camelCase, Scope } from "../../compiler/5-emit/typescript/identifiers.ts";
import * as vocabulary from "../../runtime/procedure.ts";

test.each([
  ["upgrade the controller", "upgradeTheController"],
  ["measure it again; the worklist is stale", "measureItAgain"],
  ["BOM before", "bomBefore"],
  ["91 agents", "n91Agents"],
  ["Größe der Öffnung", "groeDerOffnung"],
  ["`<now.next>` is not `NONE`", "nowNextIsNotNone"],
  ["...", ""],
])("%s -> %s", (words, name) => {
  expect(camelCase(words)).toBe(name);
});

test("no word of the runtime's vocabulary is taken", () => {
  const scope = new Scope();
  for (const word of Object.keys(vocabulary)) expect(scope.take(word, "Item")).not.toBe(word);
});

test("names are unique, valid and not taken in the scope around", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom("refresh", "class", "await", "run", "Run", ""), fc.string()), { maxLength: 30 }),
      (titles) => {
        const outer = new Scope();
        const around = new Set([outer.take("refresh", "Step"), outer.take("class", "Step")]);
        const inner = new Scope(outer);
        const names = titles.map((title) => inner.take(title, "Gate"));
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) {
          expect(around.has(name)).toBe(false);
          expect(() => new Function(`"use strict"; const ${name} = 1;`)).not.toThrow();
        }
      },
    ),
    { numRuns: 300 },
  );
});
