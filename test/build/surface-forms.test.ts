/**
 * However a runbook is written, bold or plain, wrapped or not, the program is the same.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildText, projectProgram } from "../helpers/project.ts";
import {
  boldLabels,
  crlf,
  plainLabels,
  quotedCautions,
  rewrapped,
  tildeFences,
  typographicCommands,
  unwrapped,
  wrappedAt,
} from "../helpers/surface-forms.ts";

const root = join(import.meta.dirname, "..", "..");
const legacy = readFileSync(join(root, "test/fixtures/legacy/ops-update-procedure.md"), "utf8");
const current = readFileSync(join(root, "runbooks/ops-update-procedure.md"), "utf8");

const programOf = (markdown: string): unknown => projectProgram(buildText(markdown).runbook);

describe.each([
  ["the legacy procedure", legacy],
  ["the current procedure", current],
])("%s", (_name, markdown) => {
  const program = programOf(markdown);

  it.each<[string, (text: string) => string]>([
    ["bold labels", boldLabels],
    ["unwrapped", unwrapped],
    ["wrapped at 60", (text) => wrappedAt(text, 60)],
    ["a line for every word", (text) => rewrapped(text, () => true)],
    ["CRLF", crlf],
    ["cautions in quotes", quotedCautions],
    ["plain, unwrapped and CRLF", (text) => crlf(unwrapped(plainLabels(text)))],
    ["bold, unwrapped, with cautions in quotes", (text) => quotedCautions(boldLabels(unwrapped(text)))],
  ])("%s", (_form, change) => {
    const changed = change(markdown);
    expect(changed).not.toBe(markdown);
    expect(programOf(changed)).toEqual(program);
  });

  it("is the same however its paragraphs are wrapped", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.boolean()), (breaks) => {
        expect(programOf(rewrapped(markdown, () => breaks.next().value === true))).toEqual(program);
      }),
      { numRuns: 5 },
    );
  });
});

describe("the legacy procedure", () => {
  it("is the same with plain labels", () => {
    expect(plainLabels(legacy)).not.toMatch(/\*\*(?:RUN|CHECK|GATE)/);
    expect(programOf(plainLabels(legacy))).toEqual(programOf(legacy));
  });

  it("is the same with tilde fences that name no language", () => {
    expect(programOf(tildeFences(legacy))).toEqual(programOf(legacy));
  });

  it("keeps its lines where typographic quotes and dashes damage its commands", () => {
    const { markdown, damagedLines } = typographicCommands(legacy);
    expect(damagedLines.length).toBeGreaterThan(20);
    const { runbook } = buildText(markdown);
    const scriptLines = runbook.sections
      .flatMap(({ children }) => children)
      .flatMap((child) =>
        "block" in child && child.block !== null ? child.block.lines : "probe" in child && child.probe !== null ? child.probe.lines : [],
      );
    const lines = new Set(scriptLines.map(({ line }) => line));
    expect(damagedLines.filter((line) => !lines.has(line))).toEqual([]);
  });
});
