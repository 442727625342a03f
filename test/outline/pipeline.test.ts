/**
 * The compiler as one function: what is refused, what is normal, and that every refusal has its words.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compilerVersion } from "../../compiler/index.ts";
import { rules } from "../../lint-rules/index.ts";
import { analyseText, compileText } from "../helpers/analyse-text.ts";

const root = join(import.meta.dirname, "../..");
const errorsOf = ({ diagnostics }: { diagnostics: readonly { code: string; severity: string }[] }): string[] =>
  diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);

describe("compiler", () => {
  test.each([
    ["not UTF-8", new Uint8Array([0x23, 0x20, 0xff])],
    ["NUL", new TextEncoder().encode("# A\0")],
    ["50 MB", new Uint8Array(50 * 1024 * 1024)],
  ])("%s: an error, and nothing else", async (_name, bytes) => {
    const result = await compileText(bytes);
    expect(errorsOf(result)).toHaveLength(1);
    expect(result).toMatchObject({ runbook: null, analysis: null, resolved: null, files: null });
  });

  test.each([
    ["empty", ""],
    ["prose only", "# A title\n\nSome words.\n\n## More\n\nOf them.\n"],
  ])("%s: normal to lint, an error to compile", async (_name, text) => {
    const read = await analyseText(text, { rules });
    expect(errorsOf(read)).toEqual([]);
    expect(read.outline?.steps.flatMap(({ items }) => items)).toEqual([]);
    const compiled = await compileText(text, { rules });
    expect(errorsOf(compiled)).toEqual(["build/no-steps"]);
    expect(compiled.files).toBeNull();
  });

  test("a strict document with an error is refused, an old one leaves the block to the operator", async () => {
    const steps = '## 1. Do\n\nRUN -- jumphost\n\n```bash\nn=$((<n> + 1)); rm "$n"\n```\n\nGATE: it worked.\n';
    const strict = await analyseText(`# A\n\n## Parameters\n\nNone.\n\n${steps}`);
    expect(errorsOf(strict)).toEqual(["resolve/unresolved-placeholder"]);
    expect(strict.resolved).toBeNull();
    const old = await analyseText(`# A\n\n${steps}`);
    expect(errorsOf(old)).toEqual([]);
    expect(old.resolved?.steps[0]?.items[0]).toMatchObject({ kind: "run", block: null, byHand: expect.stringContaining("`<n>`") });
    expect((await analyseText(`# A\n\n${steps}`, { isStrict: true })).resolved).toBeNull();
  });

  test("an error of a rule makes the block of an old document one for the operator", async () => {
    const check = "# A\n\n## 1. Do\n\nCHECK -- jumphost\n\n```bash\njuju refresh keystone\n```\n";
    const { resolved, outline } = await analyseText(check, { rules });
    expect(resolved?.steps[0]?.items[0]).toMatchObject({ kind: "check", block: null, byHand: expect.stringContaining("juju refresh") });
    expect(outline?.steps[0]?.items[0]?.byHand).toContain("juju refresh");
  });

  test("what is refused although its rule is off has words of its own", async () => {
    const text = "# A\n\n## Parameters\n\nNone.\n\n## 1. Do\n\nRUN -- jumphost\n\n```bash\njuju refresh keystone\n```\n";
    const config = { rules: { "lint/run-without-gate": "off" } };
    const result = await compileText(text, { rules, config });
    expect(errorsOf(result)).toEqual(["resolve/cannot-be-run"]);
    expect(result.files).toBeNull();
    expect(errorsOf(await compileText(text, { rules }))).toEqual(["lint/run-without-gate"]);
  });

  test("a RUN of an old document without a GATE is followed by a question, and by no item of the outline", async () => {
    const { resolved, outline } = await analyseText(
      "# A\n\n## 1. Do\n\nRUN -- jumphost -- restart\n\n```bash\nsystemctl restart nginx\n```\n",
      { rules },
    );
    const [run, gate] = resolved?.steps[0]?.items ?? [];
    expect(run).toMatchObject({ kind: "run", gates: [(gate as { id: string }).id] });
    expect(gate).toMatchObject({ kind: "gate", conditions: [], question: "Did it work: restart?" });
    expect(outline?.steps[0]?.items.map(({ kind }) => kind)).toEqual(["RUN"]);
  });

  test("a document of thousands of labels is refused, not bound", async () => {
    const result = await analyseText(`# A\n\n## 1. Do\n\n${"MANUAL: look.\n\n".repeat(5_001)}`);
    expect(errorsOf(result)).toEqual(["resolve/too-many-labels"]);
    expect(result.resolved).toBeNull();
  });

  test("procedures that call each other twice are followed once each", async () => {
    const bodies = Array.from(
      { length: 60 },
      (_, index) =>
        `## ${index + 1}. p\n\nPROCEDURE: \`p${index}\`\n\n${index === 59 ? "MANUAL: look." : `DO: \`p${index + 1}\`.\n\nDO: \`p${index + 1}\`.`}\n\n`,
    );
    const result = await analyseText(`# A\n\n## Parameters\n\nNone.\n\n${bodies.join("")}## 99. Start\n\nDO: \`p0\`.\n`);
    expect(new Set(errorsOf(result))).toEqual(new Set(["resolve/too-deep"]));
  });

  test("the same text gives the same files", async () => {
    const text = readFileSync(join(root, "test/outline/every-label/input.md"));
    const [first, second] = [await compileText(text, { rules }), await compileText(text, { rules })];
    expect(errorsOf(first)).toEqual([]);
    expect([...first.files!.keys()]).toContain("procedure.ts");
    expect([...second.files!]).toEqual([...first.files!]);
  });

  test("the compiler and the package have one version", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    expect(compilerVersion).toBe(version);
  });
});
