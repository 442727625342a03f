/**
 * The stable JSON: a folder with `input.md` and `expected.json` a case, and what holds for every outline.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Outline } from "../../compiler/outline.ts";
import { toJsonDiagnostic } from "../../compiler/diagnostics/render-json.ts";
import { rules } from "../../lint-rules/index.ts";
import { analyseText } from "../helpers/analyse-text.ts";
import { expectFile } from "../helpers/expect-file.ts";

const cases = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe("outline", () => {
  test.each(cases)("%s", async (name) => {
    const folder = join(import.meta.dirname, name);
    const { outline, diagnostics } = await analyseText(readFileSync(join(folder, "input.md")), { rules });
    expect(outline?.diagnostics).toEqual(diagnostics.map(toJsonDiagnostic));
    expectFile(`${JSON.stringify(outline, null, 2)}\n`, join(folder, "expected.json"));
  });

  test.each(documentsBelow("test/resolve").concat(documentsBelow("test/build"), documentsBelow("test/outline")))(
    "%s keeps to the schema",
    async (path) => {
      const { outline } = await analyseText(readFileSync(path), { rules });
      expect(Outline.parse(outline)).toEqual(outline);
      for (const item of outline!.steps.flatMap(({ items }) => items)) {
        expect(item.script === null).toBe(item.sha256 === null);
        expect(item.script === null).toBe(item.effect === null);
        if (item.script !== null) expect(item.host).not.toBeNull();
      }
    },
  );
});

function documentsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("input.md"))
    .sort()
    .map((path) => join(folder, path));
}
