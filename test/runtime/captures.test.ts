import { describe, expect, test } from "vitest";
import { capture } from "../../runtime/captures.ts";
import {
  captureFirstMatch,
  captureJson,
  captureLines,
  captureRow,
  captureRows,
  captureStdout,
  check,
  type Capture,
} from "../../runtime/procedure.ts";
import { blockOf } from "./world.ts";
import type { Known } from "../../runtime/values.ts";

const fields = { name: "x", from: check({ id: "1/check-1", source: [1, 1], block: blockOf("true") }), source: [1, 1] } as const;

function take(asked: Capture, text: string, isWhole = true): Known | string {
  const output = { sha256: "0".repeat(64), bytes: text.length, text, isWhole, file: null };
  const result = capture(asked, { kind: "exited", status: 0, stdout: output, stderr: output, durationMs: 1 });
  return "known" in result ? result.known : result.problem;
}
const scalar = (text: string): Known => ({ kind: "scalar", text });

describe("stdout", () => {
  test.each<[string, Known | string]>([
    ["3.6.25\n", scalar("3.6.25")],
    ["  3.6.25  \n\n", scalar("3.6.25")],
    ["", "stdout is empty, expected a value"],
    ["3.6.25\n3.6.24\n", "stdout has 2 lines, expected one"],
    ["3.6\n", "stdout is `3.6`, expected a version such as `3.6.25`"],
  ])("%j as semver", (text, expected) => {
    expect(take(captureStdout({ ...fields, type: "semver" }), text)).toEqual(expected);
  });
  test("refuses control characters and output that was cut", () => {
    expect(take(captureStdout(fields), "a\u001b[31mb\n")).toBe("stdout is `a\u001b[31mb`, expected no control character");
    expect(take(captureStdout(fields), "a\n", false)).toBe("stdout is too long or not UTF-8, expected text of at most 1 MiB");
  });
});

test("lines: every one of them, typed", () => {
  expect(take(captureLines(fields), "a 1\nb\n")).toEqual({ kind: "list", items: ["a 1", "b"] });
  expect(take(captureLines(fields), "")).toEqual({ kind: "list", items: [] });
  expect(take(captureLines(fields), "a\n\nb\n")).toBe("line 2 is empty, expected a value");
  expect(take(captureLines({ ...fields, type: "int" }), "1\ntwo\n")).toBe("line 2 is `two`, expected a whole number such as `42`");
});

describe("rows", () => {
  const rows = captureRows({ ...fields, columns: { app: "text", rev: "int" } });
  test.each<[string, string, Known | string]>([
    [
      "blanks",
      "keystone  7\nglance 12\n",
      {
        kind: "table",
        columns: ["app", "rev"],
        rows: [
          ["keystone", "7"],
          ["glance", "12"],
        ],
      },
    ],
    ["tabs, once any line has one", "key stone\t7\n", { kind: "table", columns: ["app", "rev"], rows: [["key stone", "7"]] }],
    ["no rows", "", { kind: "table", columns: ["app", "rev"], rows: [] }],
    ["a field too many", "keystone 7 x\n", "line 1 has 3 fields, expected 2: app, rev"],
    ["a field too few", "keystone 7\nglance\n", "line 2 has 1 fields, expected 2: app, rev"],
    ["a line with a tab among lines without", "keystone 7\nglance\t12\n", "line 1 has 1 fields, expected 2: app, rev"],
    ["an empty field", "keystone\t\n", "`rev` of line 1 is empty, expected a value"],
    ["an empty line", "keystone 7\n\n", "line 2 has 0 fields, expected 2: app, rev"],
    ["a misfit", "keystone seven\n", "`rev` of line 1 is `seven`, expected a whole number such as `42`"],
  ])("%s", (_, text, expected) => {
    expect(take(rows, text)).toEqual(expected);
  });
  test("one row is exactly one", () => {
    const row = captureRow({ ...fields, columns: { app: "text" } });
    expect(take(row, "a\n")).toEqual({ kind: "table", columns: ["app"], rows: [["a"]] });
    expect(take(row, "")).toBe("stdout has 0 rows, expected one");
    expect(take(row, "a\nb\n")).toBe("stdout has 2 rows, expected one");
  });
});

describe("json", () => {
  test.each<[string | null, string, Known | string]>([
    [".status", '{"status": "ACTIVE"}', scalar("ACTIVE")],
    ['.a[1]."b-c"', '{"a": [0, {"b-c": 7}]}', scalar("7")],
    [".a", '{"a": {"b": 1}}', scalar('{"b":1}')],
    [null, "[1, 2]\n", scalar("[1,2]")],
    [".status", "{}", "there is no value at `.status`"],
    [".status", '{"status": null}', "there is no value at `.status`"],
    [".toString", "{}", "there is no value at `.toString`"],
    [".status", "", "stdout is empty, expected one JSON document"],
    [".status", '{"status": ', "stdout is not one whole JSON document"],
    [".status", "{} {}", "stdout is not one whole JSON document"],
    [".status", 'WARNING: x\n{"status": 1}', "stdout is not one whole JSON document"],
    [".a |", "{}", "the path `.a |` cannot be read, expected one such as `.status` or `.items[0].name`"],
  ])("%s of %s", (path, text, expected) => {
    expect(take(captureJson({ ...fields, ...(path === null ? {} : { path }) }), text)).toEqual(expected);
  });
});

test("first match: its first group, or all of it", () => {
  expect(take(captureFirstMatch({ ...fields, pattern: "rev (\\d+)", type: "int" }), "keystone rev 7\nrev 8\n")).toEqual(scalar("7"));
  expect(take(captureFirstMatch({ ...fields, pattern: "^rev \\d+" }), "x\nrev 8\n")).toEqual(scalar("rev 8"));
  expect(take(captureFirstMatch({ ...fields, pattern: "rev (\\d+)" }), "none\n")).toBe("nothing matches `/rev (\\d+)/`");
  expect(take(captureFirstMatch({ ...fields, pattern: "^(a+)+$" }), `${"a".repeat(40)}b`)).toContain("could not be tried");
});
