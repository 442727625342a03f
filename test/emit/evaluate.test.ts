/**
 * Emitted modules, loaded by node as a run loads them: every constant is there before it is used, and every word of the
 * author arrives as it was written.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { emitModules } from "../../compiler/5-emit/typescript/index.ts";
import { nameEverything } from "../../compiler/5-emit/names.ts";
import { compileText } from "../helpers/analyse-text.ts";
import type { ResolvedRunbook } from "../../compiler/ast/resolved.ts";
import type { CompiledProcedure } from "../../runtime/procedure.ts";
import { item, lines, runbook, section } from "../helpers/resolved-runbook.ts";

const root = join(import.meta.dirname, "../..");

/** The procedure as JSON, after its modules were written to a folder from which `rungate` is a package. */
function load(resolved: ResolvedRunbook): CompiledProcedure {
  const folder = mkdtempSync(join(tmpdir(), "rungate-emit-"));
  try {
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(root, join(folder, "node_modules/rungate"));
    writeFileSync(join(folder, "package.json"), `{ "type": "module" }`);
    for (const [path, text] of emitModules(resolved, nameEverything(resolved), "0.1.0")) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const script = `import procedure from "./procedure.ts"; process.stdout.write(JSON.stringify(procedure));`;
    const { stdout, stderr, status } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    return JSON.parse(stdout) as CompiledProcedure;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a gate that judges its run, a shared capture, calls in two forms", async () => {
  const { resolved } = await compileText(readFileSync(join(import.meta.dirname, "fixtures/small-update/input.md"), "utf8"));
  const { steps, procedures, parameters } = load(resolved as ResolvedRunbook);
  const items = steps.flatMap((entry) => entry.items);
  const upgrade = items.find((entry) => entry.kind === "run");
  expect(upgrade?.gates.map((gate) => [gate.id, gate.judges])).toEqual([
    ["1.1/gate-1", "1.1/run-1"],
    ["1.1/gate-2", null],
  ]);
  expect(upgrade?.block?.values["RB_target"]).toEqual(parameters[0]);
  const [once, each] = items.filter((entry) => entry.kind === "call");
  expect(once?.over).toEqual({ kind: "once", arguments: { app: "keystone" } });
  expect(each?.over).toMatchObject({ kind: "rows", order: ["glance", "cinder"], table: { name: "worklist", from: "2.1/check-1" } });
  expect(items.find((entry) => entry.kind === "exclude")?.evidence?.values).toMatchObject({
    RB_app: { kind: "rowColumn", name: "worklist", column: "app" },
  });
  expect(procedures[0]?.steps[0]?.items.find((entry) => entry.kind === "run")?.revert).toMatchObject({
    kind: "commands",
    block: { values: { RB_now_rev: { kind: "column", column: "rev" } } },
  });
});

test("hostile words arrive as written", () => {
  const hostile = "*/ `${process.exit(7)}` \\ \" ' \u2028 \u202e </script>\n\t// end";
  const { steps, title, tables } = load(
    runbook({
      title: hostile,
      path: "runbooks/a*\u2028b.md",
      headers: [{ kind: "Header", name: "POLICY", text: hostile, span: lines(2) }],
      tables: [{ kind: "Table", role: "quickReference", columns: [hostile], rows: [[hostile]], span: lines(3) }],
      steps: [
        section("class", "class", lines(4), [{ kind: "reading", text: hostile, span: lines(4) }], hostile),
        section(
          "1",
          hostile,
          lines(5, 9),
          [
            item("check", "i1", lines(6), { title: "await", text: hostile }),
            item("check", "i2", lines(7), { title: "await" }),
            item("gate", "i3", lines(8), { title: hostile, sentence: hostile, question: hostile, judges: "i1" }),
          ],
          `${hostile} */ import "./no.ts"; /*`,
        ),
        section("2", hostile, lines(10, 11), [item("check", "i4", lines(11), { title: hostile })]),
      ],
    }),
  );
  expect(title).toBe(hostile);
  expect(tables).toEqual([{ role: "quickReference", columns: [hostile], rows: [[hostile]] }]);
  expect(steps.map((entry) => [entry.id, entry.items.map((inner) => ("id" in inner ? inner.id : ""))])).toEqual([
    ["class", ["class/reading-1"]],
    ["1", ["1/check-1", "1/check-2", "1/gate-1"]],
    ["2", ["2/check-1"]],
  ]);
  expect(steps[1]?.items[2]).toMatchObject({ title: hostile, sentence: hostile, question: hostile, judges: "1/check-1" });
});
