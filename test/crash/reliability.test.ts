/** The tables of docs/reliability.md say which test shows what: here they are held against the tests. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/reliability.md"), "utf8");

/** The rows of the table below a heading, each as its cells. */
function rowsBelow(heading: string): string[][] {
  const [, part = ""] = page.split(`\n## ${heading}\n`);
  return (part.split("\n## ")[0] as string)
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(1)
    .map((line) => line.slice(2, -2).split(" | "));
}

/** What is wrong with the last cell of a row: every test that it names must be there, under its title. */
function problemsOf(proof: string): string[] {
  if (/^not provoked: .{10}/.test(proof)) return [];
  const named = [...proof.matchAll(/`(test\/[^`]+)`: (.*?)(?=; `test\/|$)/g)];
  if (named.length === 0) return [`no test: ${proof}`];
  return named.flatMap(([, path = "", title = ""]) => {
    if (!existsSync(join(root, path))) return [`${path} is gone`];
    return readFileSync(join(root, path), "utf8").includes(title) ? [] : [`${path} has no \`${title}\``];
  });
}

describe("docs/reliability.md", () => {
  test("has a test, or a reason, for each of the 42 faults", () => {
    const rows = rowsBelow("Faults");
    expect(rows.map(([number]) => Number(number))).toEqual(Array.from({ length: 42 }, (_, index) => index + 1));
    expect(rows.flatMap((row) => problemsOf(row[3] ?? "").map((problem) => `fault ${row[0]}: ${problem}`))).toEqual([]);
  });

  test("has a test, or a reason, for each state and event", () => {
    const rows = rowsBelow("States and events");
    expect(rows).toHaveLength(31);
    expect(rows.flatMap((row) => problemsOf(row[2] ?? "").map((problem) => `${row[0]}, ${row[1]}: ${problem}`))).toEqual([]);
  });
});
