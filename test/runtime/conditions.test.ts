import { describe, expect, test } from "vitest";
import { judge } from "../../runtime/conditions.ts";
import {
  captureLines,
  captureRow,
  captureRows,
  check,
  column,
  commandCondition,
  contains,
  doesNotContain,
  fails,
  failsWith,
  is,
  isAPatchAbove,
  isAtLeast,
  isAtMost,
  isBetween,
  isEmpty,
  isIn,
  isLessThan,
  isMoreThan,
  isNewerThan,
  isNot,
  isNotEmpty,
  isNotIn,
  isOneOf,
  lineCondition,
  matches,
  parameter,
  prints,
  printsNothing,
  rowCondition,
  streamCondition,
  succeeds,
  valueCondition,
  type Condition,
  type Predicate,
  type Quantifier,
} from "../../runtime/procedure.ts";
import { blockOf } from "./world.ts";
import { Scope } from "../../runtime/values.ts";
import type { Ending, Output } from "../../runtime/ports.ts";

const output = (text: string, isWhole = true): Output => ({
  sha256: "0".repeat(64),
  bytes: Buffer.byteLength(text),
  text,
  isWhole,
  file: null,
});
const exited = (stdout: string, status = 0, stderr = ""): Ending => ({
  kind: "exited",
  status,
  stdout: output(stdout),
  stderr: output(stderr),
  durationMs: 1,
});

const reader = check({ id: "1/check-1", source: [1, 1], block: blockOf("true") });
const source = [1, 1] as const;
const target = parameter("target", { type: "semver", meaning: "" });
const now = captureRow({ name: "now", from: reader, source, columns: { app: "text", rev: "int" } });
const worklist = captureRows({ name: "worklist", from: reader, source, columns: { app: "text", gate: "text" } });
const empty = captureRows({ name: "empty", from: reader, source, columns: { app: "text" } });
const guests = captureLines({ name: "guests", from: reader, source });
const unset = parameter("unset", { type: "text", meaning: "" });

const scope = new Scope(null);
scope.set("parameter", "target", { kind: "scalar", text: "3.6.25" });
scope.set("capture", "now", { kind: "table", columns: ["app", "rev"], rows: [["keystone", "7"]] });
scope.set("capture", "worklist", {
  kind: "table",
  columns: ["app", "gate"],
  rows: [
    ["keystone", "OK"],
    ["vault", "NAME-MISMATCH"],
  ],
});
scope.set("capture", "empty", { kind: "table", columns: ["app"], rows: [] });
scope.set("capture", "guests", { kind: "list", items: ["a ACTIVE", "b SHUTOFF"] });

const holds = async (
  conditions: readonly Condition[],
  reading: Ending | null = null,
  probe: Ending = exited(""),
): Promise<boolean | null> => (await judge(conditions, { reading, scope, runProbe: async () => probe })).holds;

describe("one text against one predicate", () => {
  test.each<[actual: string, predicate: Predicate, holds: boolean | null]>([
    [" ok \n", is("ok"), true],
    ["ok", is("OK"), false],
    ["3.6.25", is(target), true],
    ["x", is(unset), null],
    ["ok", isNot("ok"), false],
    ["x", isNot(unset), null],
    ["b", isOneOf("a", "b"), true],
    ["c", isOneOf("a", "b"), false],
    ["c", isOneOf("a", unset), null],
    ["a", isOneOf("a", unset), true],
    ["abc", contains("b"), true],
    ["abc", contains("x"), false],
    ["abc", doesNotContain("b"), false],
    ["abc", doesNotContain("x"), true],
    ["3.6.25", matches("^3\\.6"), true],
    ["3.6.25", matches("^4"), false],
    ["ERROR", matches("error", "i"), true],
    [`${"a".repeat(40)}b`, matches("^(a+)+$"), null],
    ["a".repeat(70_000), matches("a"), null],
    [" \n", isEmpty, true],
    ["x", isEmpty, false],
    [" \n", isNotEmpty, false],
    ["x", isNotEmpty, true],
    ["5", isAtLeast("5"), true],
    ["4.9", isAtLeast("5"), false],
    ["-1", isLessThan("0"), true],
    ["five", isAtLeast("5"), null],
    ["10", isMoreThan("9"), true],
    ["9", isMoreThan("9"), false],
    ["9", isAtMost("9"), true],
    ["945815552 B", isAtLeast("500 MB"), true],
    ["945815552 B", isBetween("500 MB", "5 GB"), true],
    ["945815552", isAtLeast("500 MB"), null],
    ["1 kB", isMoreThan("500"), null],
    ["10 min", isAtLeast("5"), null],
    ["85%", isAtMost("80%"), false],
    ["85%", isAtMost("90"), null],
    ["2 hours", isMoreThan("119 minutes"), true],
    ["902 MB", isAtLeast("1 GiB"), false],
    ["1.1G", isAtLeast("1 GiB"), true],
    ["1 kB", is("1000 B"), false],
    ["1h30m", isMoreThan("89 min"), true],
    ["90 s", isAtMost("2 min"), true],
    ["90 s", isAtMost("2 MB"), null],
    ["10 parsecs", isAtMost("2 MB"), null],
    ["", isAtLeast("1"), null],
    ["3.6.25", isNewerThan("3.6.24"), true],
    ["3.6.9", isNewerThan("3.6.24"), false],
    ["3.6.25", isNewerThan(target), false],
    ["three", isNewerThan("3.6.24"), null],
    ["3.6.26-rc1", isNewerThan("3.6.25"), true],
    ["3.6.25-rc1", isNewerThan("3.6.25"), false],
    ["3.6.25", isNewerThan("3.6.25-1"), null],
    ["3.6.25-0ubuntu1", isNewerThan("3.6.24"), null],
    ["3.6.25", isAPatchAbove("3.6.24"), true],
    ["3.7.0", isAPatchAbove("3.6.24"), false],
    ["3.6.24", isAPatchAbove("3.6.24"), false],
    ["3.6.24.1", isAPatchAbove("3.6.24"), null],
    ["3.6.26-rc1", isAPatchAbove("3.6.25"), false],
    ["3.6.26-1", isAPatchAbove("3.6.25"), null],
    ["a ACTIVE", isIn(guests), true],
    ["c ACTIVE", isIn(guests), false],
    ["keystone", isIn(worklist), true],
    ["OK", isIn(worklist), false],
    ["glance", isNotIn(worklist), true],
    ["x", isIn(now), false],
  ])("%j %j: %s", async (actual, predicate, expected) => {
    expect(await holds([streamCondition("stdout ...", "stdout", predicate)], exited(actual))).toBe(expected);
  });
});

describe("lines", () => {
  const lines = (quantifier: Quantifier, predicate: Predicate): Condition => lineCondition("... line ...", quantifier, predicate);
  test.each<[stdout: string, quantifier: Quantifier, holds: boolean | null]>([
    ["up\nup\n", "every", true],
    ["up\ndown\n", "every", false],
    ["", "every", false],
    ["up\n\n", "every", false],
    ["up", "every", true],
    ["up\r\nup\r\n", "every", true],
    ["down\nup\n", "some", true],
    ["down\n", "some", false],
    ["", "some", false],
    ["down\n", "no", true],
    ["up\n", "no", false],
    ["", "no", true],
    ["up\nup\ndown\n", { exactly: 2 }, true],
    ["up\n", { exactly: 2 }, false],
    ["", { exactly: 0 }, true],
    ["up\nup\n", { atLeast: 2 }, true],
    ["up\n", { atLeast: 2 }, false],
    ["up\nup\n", { atMost: 1 }, false],
    ["up\n", { atMost: 1 }, true],
  ])("%j, %j line is `up`: %s", async (stdout, quantifier, expected) => {
    expect(await holds([lines(quantifier, is("up"))], exited(stdout))).toBe(expected);
  });
  test("no line needs the reading to have succeeded", async () => {
    expect(await holds([lines("no", is("up"))], exited("", 1))).not.toBe(true);
    expect(await holds([lines("no", is("up"))], { kind: "timedOut", stdout: output(""), stderr: output(""), durationMs: 1 })).toBe(null);
    expect(await holds([lines("no", is("up"))], { kind: "refused", why: "no bash" })).toBe(null);
  });
  test("an output that is cut or not UTF-8 is no reading", async () => {
    expect(
      await holds([lines("no", is("up"))], {
        kind: "exited",
        status: 0,
        stdout: output("down\n", false),
        stderr: output(""),
        durationMs: 1,
      }),
    ).toBe(null);
  });
});

describe("the exit status", () => {
  const stdoutIsOk = streamCondition("stdout is `ok`", "stdout", is("ok"));
  test("is expected to be 0 where nobody speaks of it", async () => {
    expect(await holds([stdoutIsOk], exited("ok"))).toBe(true);
    expect(await holds([stdoutIsOk], exited("ok", 1))).toBe(false);
  });
  test("is judged as the author says", async () => {
    const oneOf = streamCondition("exit is one of `0`, `1`", "exit", isOneOf("0", "1"));
    expect(await holds([oneOf, stdoutIsOk], exited("ok", 1))).toBe(true);
    expect(await holds([oneOf, stdoutIsOk], exited("ok", 2))).toBe(false);
    expect(await holds([oneOf, streamCondition("stdout is empty", "stdout", isEmpty)], exited("", 1))).toBe(true);
  });
  test.each<[status: number, predicate: Predicate, holds: boolean | null]>([
    [1, isNot("0"), true],
    [0, isNot("0"), false],
    [124, isNot("0"), null],
    [127, isNot("0"), null],
    [255, isMoreThan("0"), null],
    [137, isAtMost("1"), false],
    [127, is("127"), true],
    [143, isOneOf("0", "143"), true],
  ])("%i %j: %s, for what never looked is no answer unless it is named", async (status, predicate, expected) => {
    expect(await holds([streamCondition("exit ...", "exit", predicate)], exited("", status))).toBe(expected);
  });
  test("is nobody's where no block is judged", async () => {
    expect(await holds([valueCondition("`<target>` is `3.6.25`", target, is("3.6.25"))])).toBe(true);
  });
  test("output is stdout and stderr", async () => {
    expect(await holds([streamCondition("output contains `checksum`", "output", contains("checksum"))], exited("", 0, "checksum: 1"))).toBe(
      true,
    );
    expect(await holds([streamCondition("stderr is empty", "stderr", isEmpty)], exited("x", 0, "warning"))).toBe(false);
  });
});

describe("values and rows", () => {
  test.each<[string, Condition, boolean | null]>([
    ["a column of one row", valueCondition("", column(now, "rev"), isAtLeast("7")), true],
    ["a value that is not there", valueCondition("", unset, is("x")), null],
    ["a list that is not empty", valueCondition("", guests, isNotEmpty), true],
    ["a list with an element", valueCondition("", guests, contains("b SHUTOFF")), true],
    ["a table without rows", valueCondition("", empty, isEmpty), true],
    ["every row", rowCondition("", worklist, "every", { gate: is("OK") }), false],
    ["some row", rowCondition("", worklist, "some", { app: is("vault"), gate: is("NAME-MISMATCH") }), true],
    ["no row with both", rowCondition("", worklist, "no", { app: is("vault"), gate: is("OK") }), true],
    ["exactly one row", rowCondition("", worklist, { exactly: 1 }, { gate: is("OK") }), true],
    ["every row of nothing", rowCondition("", empty, "every", { app: is("x") }), false],
    ["no row of nothing", rowCondition("", empty, "no", { app: is("x") }), true],
  ])("%s", async (_, condition, expected) => {
    expect(await holds([condition])).toBe(expected);
  });
});

describe("inline probes", () => {
  const probe = blockOf("probe");
  test.each<[string, Predicate, Ending, boolean | null]>([
    ["succeeds", succeeds, exited("", 0), true],
    ["succeeds", succeeds, exited("", 1), false],
    ["succeeds", succeeds, { kind: "refused", why: "" }, null],
    ["fails", fails, exited("", 1), true],
    ["fails", fails, exited("", 0), false],
    ["fails", fails, { kind: "interrupted" }, null],
    ["fails", fails, { kind: "timedOut", stdout: output(""), stderr: output(""), durationMs: 1 }, null],
    ["fails", fails, exited("", 123), true],
    ["fails", fails, exited("", 124), null],
    ["fails", fails, exited("", 126), null],
    ["fails", fails, exited("", 127), null],
    ["fails", fails, exited("", 137), null],
    ["fails", fails, exited("", 255), null],
    ["fails with 1", failsWith(1), exited("", 1), true],
    ["fails with 1", failsWith(1), exited("", 2), null],
    ["fails with 1", failsWith(1), exited("", 0), false],
    ["prints", prints("PASS"), exited("WARN\n PASS \n"), true],
    ["prints", prints("PASS"), exited("PASSED\n"), false],
    ["prints", prints("PASS"), exited("PASS\n", 1), false],
    ["prints nothing", printsNothing, exited(""), true],
    ["prints nothing", printsNothing, exited("\n"), false],
    ["prints nothing", printsNothing, exited("", 1), false],
    ["is", is("3.6.25"), exited("3.6.25\n"), true],
    ["is", is("3.6.25"), exited("3.6.25\n", 1), null],
  ])("%s", async (_, predicate, ending, expected) => {
    expect(await holds([commandCondition("", probe, predicate)], null, ending)).toBe(expected);
  });
});

test("one condition that does not hold decides; one without a reading keeps it open", async () => {
  const yes = valueCondition("", target, is("3.6.25"));
  const no = valueCondition("", target, is("x"));
  const open = valueCondition("", unset, is("x"));
  expect(await holds([yes, open])).toBe(null);
  expect(await holds([yes, open, no])).toBe(false);
  expect(await holds([])).toBe(true);
});

test("says what was read and what the sentence means now", async () => {
  const { conditions } = await judge([lineCondition("every line is `<target>`", "every", is(target))], {
    reading: exited("3.6.24\n3.6.25\n"),
    scope,
    runProbe: async () => exited(""),
  });
  expect(conditions).toEqual([
    { text: "every line is `<target>`", readAs: "every line is `<target>` (3.6.25)", holds: false, actual: "1 of 2 lines; not `3.6.24`" },
  ]);
});
