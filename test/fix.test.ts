/**
 * `lint --fix`: a folder a case in `fix/`, `input.md` and what becomes of it. `npm run update` writes `expected.md`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fixText, type FixedText } from "../cli/lint/fix.ts";
import { defaultConfig } from "../compiler/default-config.ts";
import { analyse, type Analysed } from "../compiler/index.ts";
import { rules } from "../lint-rules/index.ts";
import { makeRepository, withOutline } from "./helpers/analyse-text.ts";
import { expectFile } from "./helpers/expect-file.ts";

const folder = join(import.meta.dirname, "fix");
const cases = readdirSync(folder).toSorted();
const inputOf = (name: string): string => readFileSync(join(folder, name, "input.md"), "utf8");

const look = (text: string): Promise<Analysed> =>
  analyse(text, { path: "runbooks/x.md", config: defaultConfig, rules, repository: makeRepository({}) });
const fix = (text: string): Promise<FixedText> => fixText(text, look);

/** What the machine does: steps, labels, hosts, the bytes of each block, what is judged and asked. */
function programOf(result: Analysed): unknown {
  return withOutline(result).outline?.steps.map(({ id, title, items }) => ({
    id,
    title,
    items: items.map(({ kind, host, title: name, sha256, judged, conditions, question, effect }) => ({
      kind,
      host,
      name,
      sha256,
      judged,
      conditions,
      question,
      effect,
    })),
  }));
}

describe.each(cases)("%s", (name) => {
  test("is fixed as expected", async () => {
    const { text } = await fix(inputOf(name));
    expectFile(text, join(folder, name, "expected.md"));
  });

  test("is fixed once: a second time there is nothing to do", async () => {
    const { text } = await fix(inputOf(name));
    const again = await fix(text);
    expect(again.text).toBe(text);
    expect(again.fixed).toEqual([]);
  });

  test("nothing that could be mended is left, but forms that would mean something else", async () => {
    const { fixed, result } = await fix(inputOf(name));
    const left = result.diagnostics.filter(({ edits }) => edits !== null).map(({ code }) => code);
    expect(left.filter((code) => code !== "resolve/legacy-form" && code !== "build/unlabelled-fence")).toEqual([]);
    expect(fixed.length > 0 || left.length > 0).toBe(true);
  });

  test("keeps a byte order mark and carriage returns", async () => {
    const { text } = await fix(inputOf(name));
    const { text: windows } = await fix(`\uFEFF${inputOf(name).replaceAll("\n", "\r\n")}`);
    expect(windows).toBe(`\uFEFF${text.replaceAll("\n", "\r\n")}`);
  });
});

describe("old documents", () => {
  const old = ["legacy-labels", "legacy-frames", "idle-qualifiers", "unlabelled-blocks", "left-alone"].map(
    (name) => [name, inputOf(name)] as const,
  );
  const procedure = readFileSync(join(import.meta.dirname, "fixtures", "legacy", "ops-update-procedure.md"), "utf8");

  test.each([...old, ["the update procedure", procedure] as const])("%s: the machine does the same", async (_name, text) => {
    const { result } = await fix(text);
    expect(programOf(result)).toEqual(programOf(await look(text)));
  });

  test("the update procedure has no old form left, and lost no line of its prose", async () => {
    const { text, fixed, result } = await fix(procedure);
    expect(fixed.length).toBeGreaterThan(3);
    expect(result.diagnostics.filter(({ code }) => code === "resolve/legacy-form" || code === "build/unlabelled-fence")).toEqual([]);
    const words = (source: string): string[] => source.split(/[\s`*]+/);
    const gone = words(procedure).filter((word) => !words(text).includes(word));
    expect([...new Set(gone)].toSorted()).toEqual(["(gated;", "(read-only)", "CORRECTION", "Probe", "Probe:", "jumphost-local"]);
  });
});

test("old forms in any order, in lists and quotes: written anew once, and the machine does the same", async () => {
  const forms = [
    "Probe: `juju status` succeeds.",
    "It settles. Probe: `juju machines` -- all are started\n(or later). **GATE:** none is down.",
    "**PROBE -- jumphost -- look:**\n\n```bash\njuju status\n```",
    "Probe -- jumphost -- images: `openstack image list </dev/null` are listed.",
    "SUCCESS = all are active.",
    "**CORRECTION (2026-07-05):** it is `juju`.",
    "**RUN -- jumphost** -- change it (gated; jumphost-local)\n\n```bash\njuju config keystone debug=true\n```\n\nGATE: exit is 0.",
    "CHECK (read-only) -- jumphost\n\n```bash\njuju status\n```",
    "```bash\njuju status\n```\n\nGATE: stdout is not empty.",
    "```\n---\nBEGIN runbook block: look\n---\njuju status\n---\nEND runbook block\n---\n```\n\nGATE: exit is 0.",
  ];
  const inside = fc.constantFrom("", "   ", "> ");
  const placed = fc.record({ form: fc.constantFrom(...forms), prefix: inside }).map(({ form, prefix }) => form.replaceAll(/^/gm, prefix));
  const lists = placed.map((text) => (text.startsWith("   ") ? `1. item\n\n${text}` : text));
  await fc.assert(
    fc.asyncProperty(fc.array(lists, { minLength: 1, maxLength: 5 }), async (parts) => {
      const text = `# Old\n\n## 1. Look\n\n${parts.join("\n\n")}\n`;
      const { text: fixed, result } = await fix(text);
      expect(programOf(result)).toEqual(programOf(await look(text)));
      expect((await fix(fixed)).text).toBe(fixed);
    }),
    { numRuns: 40 },
  );
});

test("bytes outside the edits stay, whatever stands around them", async () => {
  const filler: fc.Arbitrary<string[]> = fc.array(
    fc.constantFrom("Prose é 漢.", "", "- item", "> quote", "  ", "\t", "~~~text\n—\n~~~", "| a |\n|---|\n| – |"),
    {
      maxLength: 6,
    },
  );
  const pieces = cases.map(inputOf);
  await fc.assert(
    fc.asyncProperty(filler, fc.constantFrom(...pieces), filler, fc.constantFrom("\n", "\r\n"), async (above, piece, below, lineEnd) => {
      const text = [...above, "", piece, "", ...below].join("\n").replaceAll("\n", lineEnd);
      const { text: fixed } = await fix(text);
      // Lines that no edit touches are the same bytes, in the same order.
      const lines = fixed.split(lineEnd);
      let at = 0;
      const untouched = text.split(lineEnd).filter((line) => lines.includes(line) && line.trim() !== "");
      for (const line of untouched.filter((line) => above.includes(line) || below.includes(line))) {
        at = lines.indexOf(line, at);
        expect(at, line).toBeGreaterThan(-1);
        at += 1;
      }
      expect(fixed.replaceAll("\r\n", "").includes("\r")).toBe(false);
      expect(fixed.split("\n").length - 1).toBe(fixed.split(lineEnd).length - 1);
    }),
    { numRuns: 60 },
  );
});
