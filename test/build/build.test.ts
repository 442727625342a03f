/**
 * Each folder beside this file is a case: `input.md`, and what it is built to in `expected.json`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expectFile } from "../helpers/expect-file.ts";
import { buildText, projectDocument } from "../helpers/project.ts";

const folder = import.meta.dirname;
const cases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe("2-build", () => {
  it.each(cases)("%s", (name) => {
    const built = buildText(readFileSync(join(folder, name, "input.md")), `runbooks/${name}.md`);
    expectFile(`${JSON.stringify(projectDocument(built), null, 2)}\n`, join(folder, name, "expected.json"));
  });

  it("tells the author what happens, and how to mend it", () => {
    for (const name of cases) {
      const { diagnostics } = buildText(readFileSync(join(folder, name, "input.md")));
      for (const { message, why, fix } of diagnostics) {
        expect(message).toMatch(/^Unexpected .*, expected .*[^.]$/s);
        expect(why).toMatch(/\.$/);
        expect(fix).toMatch(/^[A-Z]/);
      }
    }
  });
});
