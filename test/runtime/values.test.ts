import { describe, expect, test } from "vitest";
import { parameter, type ScalarType } from "../../runtime/procedure.ts";
import { bindParameters, environmentOf, Scope } from "../../runtime/values.ts";
import { misfitOf, schemaOf } from "../../runtime/value-types.ts";

describe("what fits a type", () => {
  test.each<[ScalarType, readonly string[], readonly string[]]>([
    ["text", ["a b", "é; $(x)"], ["", "-rf", "a\nb", "a\u0000", "a\u001b[0m", "\u2028"]],
    ["int", ["0", "42"], ["", "08", "-5", "4.2", "0x1", " 4", "1e3"]],
    ["semver", ["3.6.25", "1.0.0-rc.1"], ["3.6", "03.6.1", "v3.6.25", "3.6.25;id"]],
    ["date", ["2026-07-05"], ["2026-02-30", "2026-13-01", "05.07.2026", "2026-7-5"]],
    ["host", ["node-1.example.org", "octavia/0", "10.12.4.3"], ["-oProxyCommand=id", "a b", "a;b", "a_b"]],
    ["ip", ["10.12.4.3", "fd00::1"], ["10.12.4", "10.12.4.256", "x"]],
    ["cidr", ["10.12.4.0/22", "fd00::/8"], ["10.12.4.0", "10.12.4.0/33", "10.12.4.0/"]],
    ["uuid", ["0f968008-6f5c-4b3e-9d3a-5a1f0c2b7e11"], ["0f968008", "0f968008-6f5c-4b3e-9d3a-5a1f0c2b7e1g"]],
    ["url", ["https://example.org/x?y=1"], ["example.org", "javascript:1", "https://a b"]],
    ["path", ["~/asbuilt/x y"], ["-x", "a\nb"]],
    [{ oneOf: ["a", "b c"] }, ["a", "b c"], ["c", "A", "toString"]],
    [{ pattern: "a|b" }, ["a", "b"], ["ab", "xa"]],
  ])("%j", (type, good, bad) => {
    for (const value of good) expect([value, misfitOf(schemaOf(type), value)]).toEqual([value, null]);
    for (const value of bad) expect([value, misfitOf(schemaOf(type), value)]).toEqual([value, expect.stringContaining("expected")]);
  });
});

describe("parameters", () => {
  const declared = [
    parameter("target", { type: "semver", meaning: "the version" }),
    parameter("date", { type: "date", default: "today", meaning: "the day" }),
    parameter("nodes", { type: { listOf: "host" }, default: "a,b", meaning: "where" }),
  ];
  test("take what was given, then their defaults, and today's date", () => {
    expect(bindParameters(declared, { target: "3.6.25" }, "2026-07-05")).toEqual({
      values: { target: "3.6.25", date: "2026-07-05", nodes: "a,b" },
      problems: [],
      missing: [],
    });
  });
  test("say what is missing, unknown, or does not fit", () => {
    const bound = bindParameters(declared, { nodes: "a,-b", extra: "1", constructor: "x" }, "2026-07-05");
    expect(bound.missing.map(({ name }) => name)).toEqual(["target"]);
    expect(bound.problems).toEqual([
      "Unexpected parameter `extra`, expected one of `target`, `date`, `nodes`",
      "Unexpected parameter `constructor`, expected one of `target`, `date`, `nodes`",
      "Unexpected `a,-b` for parameter `nodes` (list of host), expected no leading `-`: a program would take it for an option",
    ]);
  });
});

test("no value that looks like an option reaches a block, wherever it comes from", () => {
  const scope = new Scope(null);
  scope.set("argument", "app", { kind: "scalar", text: "--all" });
  const value = { kind: "argument", name: "app", column: null, type: "text" } as const;
  expect(environmentOf({ RB_app: value }, scope)).toEqual({ problem: "`<app>` is `--all`: a program would take it for an option" });
  expect(environmentOf({ RB_x: { ...value, name: "x" } }, scope)).toEqual({ problem: "`<x>` has no value yet" });
});
