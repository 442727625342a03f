/**
 * What a run has shown goes back into its document, and nothing else of it changes.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildText } from "../helpers/project.ts";
import { applyEdits, chooseEdits } from "../../compiler/diagnostics/edits.ts";
import { foldDocument } from "../../cli/record/fold-document.ts";
import { documentOf, documentPath, makeProject, makeRun, rungate, type SmallRun } from "./small-run.ts";

const executed = "AS-EXECUTED 2026-11-21 (run r-1)";

/** Confirms the markers that begin at these places. */
function fold(text: string, ...confirmed: string[]): { readonly text: string; readonly open: readonly number[] } {
  const normalised = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const { edits, open } = foldDocument(buildText(text).runbook, normalised, {
    runId: "r-1",
    date: "2026-11-21",
    confirmed: new Set(confirmed),
  });
  return { text: applyEdits(text, chooseEdits(edits)), open };
}

describe("what is written", () => {
  test.each([
    ["# T\n\nSTATUS: ADOPTED 2026-11-01\n\n## 1. A\n", `# T\n\nSTATUS: ADOPTED 2026-11-01; ${executed}\n\n## 1. A\n`],
    ["# T\n\nSTATUS: ADOPTED. Read it.\n\n## 1. A\n", `# T\n\nSTATUS: ADOPTED. Read it. ${executed}.\n\n## 1. A\n`],
    ["# T\n\n## 1. A\n", `# T\n\nSTATUS: ${executed}\n\n## 1. A\n`],
    ["# T\n\nSTATUS: ADOPTED; AS-EXECUTED 2025-01-02 (run old-7)\n\n## 1. A\n", `# T\n\nSTATUS: ADOPTED; ${executed}\n\n## 1. A\n`],
    ["\uFEFF# T\r\n\r\nSTATUS: ADOPTED\r\n\r\n## 1. A\r\n", `\uFEFF# T\r\n\r\nSTATUS: ADOPTED; ${executed}\r\n\r\n## 1. A\r\n`],
  ])("STATUS of %j", (before, after) => {
    expect(fold(before).text).toBe(after);
    expect(buildText(after).runbook.status).toEqual({ state: "AS-EXECUTED", date: "2026-11-21" });
    // Folded twice, it is the same.
    expect(fold(after).text).toBe(after);
  });

  test.each([
    ["It takes ten minutes [REVALIDATE: x].", "7:22", "It takes ten minutes."],
    ["[REVALIDATE] It takes ten minutes.", "7:1", "It takes ten minutes."],
    ["It takes\n[REVALIDATE: why]\nten minutes.", "8:1", "It takes\nten minutes."],
    ["It takes ten [REVALIDATE: on the\nnew hosts] minutes.", "7:14", "It takes ten minutes."],
    ["| a [REVALIDATE] | b |\n|---|---|\n| c | d |", "7:5", "| a | b |\n|---|---|\n| c | d |"],
  ])("the marker in %j", (before, place, after) => {
    const frame = (text: string, status: string): string => `# T\n\nSTATUS: ${status}\n\n## 1. A\n\n${text}\n`;
    expect(fold(frame(before, "ADOPTED"), place).text).toBe(frame(after, `ADOPTED; ${executed}`));
  });

  test("with a marker that stays, STATUS stays; a mention is no marker", () => {
    const text = "# T\n\nSTATUS: ADOPTED; [REVALIDATE] marks it\n\n## 1. A\n\nOne [REVALIDATE]. Two [REVALIDATE]. `[REVALIDATE]`.\n";
    expect(fold(text, "7:5")).toEqual({ text: text.replace("One [REVALIDATE]", "One"), open: [7] });
    expect(fold(text, "7:5", "7:23").open).toEqual([]);
  });
});

describe("the command", () => {
  let done: SmallRun;
  beforeAll(async () => {
    done = await makeRun(makeProject(), { word: "run", markers: { "It takes": "yes", Nobody: "yes", "[REVALIDATE: who]": "yes" } });
  }, 60_000);
  afterAll(() => rmSync(done.root, { recursive: true, force: true }));
  const path = (): string => join(done.root, documentPath);

  test("shows the change and writes nothing without a word", async () => {
    const before = documentOf(done);
    const told = await rungate(done.root, "fold", done.runId);
    expect(told).toMatchObject({ status: 1, stderr: expect.stringContaining("nothing was written") as string });
    expect(told.stdout).toContain(`+STATUS: ADOPTED 2026-11-01 by the team; AS-EXECUTED ${new Date().toISOString().slice(0, 4)}`);
    expect(told.stderr).toMatch(/measured {2}1\/run-1: .+ of 5 min/);
    expect(documentOf(done)).toBe(before);
  });

  test("writes it, and what it wrote lints clean and compiles", async () => {
    const before = documentOf(done);
    expect(await rungate(done.root, "fold", done.runId, "--yes")).toMatchObject({ status: 0 });
    const after = documentOf(done);
    const line = `AS-EXECUTED ${new Date().toISOString().slice(0, 10)} (run ${done.runId})`;
    expect(after).toBe(
      before
        .replace("by the team", `by the team; ${line}`)
        .replace(" [REVALIDATE: on the new host]", "")
        .replace(" [REVALIDATE]", "")
        .replace("[REVALIDATE: who] ", ""),
    );
    expect(await rungate(done.root, "lint", "--max-warnings", "0")).toMatchObject({ status: 0 });
    expect(await rungate(done.root, "compile")).toMatchObject({ status: 0 });
    const again = await rungate(done.root, "fold", done.runId, "--yes");
    expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining("it was changed since") as string });
    expect(documentOf(done)).toBe(after);
    writeFileSync(path(), before);
  });

  test("refuses a run that is not done, one whose record was changed, and a document that is gone", async () => {
    const stopped = await makeRun(done.root, { word: "stop", markers: {} });
    expect(await rungate(done.root, "fold", stopped.runId, "--yes")).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/Unexpected state of run .*: stopped, expected one that is done/) as string,
    });
    const journal = join(done.folder, "journal.jsonl");
    const bytes = readFileSync(journal);
    writeFileSync(journal, bytes.toString().replace('"text":"seen"', '"text":"sent"'));
    expect(await rungate(done.root, "fold", done.runId, "--yes")).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/the record was changed: entry \d+ at byte \d+/) as string,
    });
    writeFileSync(journal, bytes);
    const text = documentOf(done);
    rmSync(path());
    expect(await rungate(done.root, "fold", done.runId, "--yes")).toMatchObject({ status: 2 });
    writeFileSync(path(), text);
  }, 30_000);
});
