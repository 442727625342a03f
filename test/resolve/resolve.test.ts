/**
 * One folder a case: `input.md`, if need be `world.json` (configuration and files of the repository), and `expected.txt`:
 * what is reported, and how the document is read.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { itemsOf } from "../../compiler/ast/index.ts";
import { analyseText, type Outlined, type TextOptions } from "../helpers/analyse-text.ts";
import { expectFile } from "../helpers/expect-file.ts";

const cases = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe("resolve", () => {
  test.each(cases)("%s", async (name) => {
    const folder = join(import.meta.dirname, name);
    const world = join(folder, "world.json");
    const options = existsSync(world) ? (JSON.parse(readFileSync(world, "utf8")) as TextOptions) : {};
    const result = await analyseText(readFileSync(join(folder, "input.md"), "utf8"), options);
    expectFile(render(result), join(folder, "expected.txt"));
  });

  test("says nothing of documents that are sound", async () => {
    const reported = await Promise.all(
      cases
        .filter((name) => name.startsWith("sound-"))
        .map(async (name) => {
          const result = await analyseText(readFileSync(join(import.meta.dirname, name, "input.md"), "utf8"));
          return result.diagnostics.map(({ code }) => `${name}: ${code}`);
        }),
    );
    expect(reported.length).toBeGreaterThan(2);
    expect(reported.flat()).toEqual([]);
  });
});

function render(result: Outlined): string {
  const lines = result.diagnostics.flatMap(({ code, severity, span, message, why, fix, related }) => [
    `${severity} ${code} ${span.start.line}:${span.start.column}-${span.end.line}:${span.end.column}`,
    `  ${message}`,
    `  why: ${why}`,
    `  fix: ${fix}`,
    ...related.map((place) => `  see ${place.span.start.line}:${place.span.start.column}: ${place.message}`),
    "",
  ]);
  return `${[...lines, ...renderItems(result), "", ...renderBlocks(result)].join("\n")}\n`;
}

function renderItems({ outline, runbook, analysis }: Outlined): string[] {
  const items = new Map((runbook?.sections ?? []).flatMap(itemsOf).map((item) => [item.labelSpan.start.line, item]));
  const lineOf = (id: string): number | undefined => [...items].find(([, item]) => item.id === id)?.[0];
  return (outline?.steps ?? []).flatMap(({ id, items: shown }) =>
    shown.map(({ kind, line, host, judged, byHand }) => {
      const gates = analysis?.gatesOf
        .get(items.get(line)?.id ?? "")
        ?.map(lineOf)
        .join(", ");
      return [
        `${id}:${line}`,
        kind,
        host,
        judged,
        gates === undefined ? null : `gates: ${gates === "" ? "none" : gates}`,
        byHand === null ? null : `by hand: ${byHand}`,
      ]
        .filter((part) => part !== null)
        .join(" ");
    }),
  );
}

function renderBlocks({ resolved }: Outlined): string[] {
  if (resolved === null) return ["refused"];
  return resolved.blocks.map(({ id, host, effect, values, session, timeoutMs, script }) => {
    const bound = values.map((value) => `${value.variable}:${value.type.kind}<-${value.origin.kind}`);
    return [
      `${id} @${host} ${effect} ${timeoutMs / 1000}s`,
      session === null ? null : `after ${session.id}`,
      ...bound,
      JSON.stringify(script),
    ]
      .filter((part) => part !== null)
      .join("  ");
  });
}
