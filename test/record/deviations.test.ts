/**
 * Where a run left the straight way, from entries alone.
 */
import { expect, test } from "vitest";
import type { Body, Entry } from "../../runtime/entries.ts";
import { findDeviations } from "../../cli/record/deviations.ts";

/** One second apart by both clocks, unless `slipMs` moves the wall clock. */
function entriesOf(bodies: readonly Body[], slipMs: readonly number[] = []): Entry[] {
  let wall = Date.parse("2026-07-05T10:00:00.000Z");
  return bodies.map((body, seq) => {
    wall += 1000 + (slipMs[seq] ?? 0);
    return { seq, at: new Date(wall).toISOString(), monotonicMs: seq * 1000, prev: "0".repeat(64), hash: "0".repeat(64), ...body };
  });
}
const finding = (path: string): Body => ({ kind: "finding", path, text: "why" });
const chosen = (path: string, purpose: string, key: string): Body => ({ kind: "chosen", path, purpose, key, text: "", by: "tess" });
const done = (path: string, how: "passed" | "skipped"): Body => ({ kind: "done", path, how, why: "", goTo: null, isRepeatable: false });
const stream = { sha256: "0".repeat(64), bytes: 0, file: null };
const result = (status: number, isRecovered: boolean): Body => ({
  kind: "result",
  path: "1/run-1",
  attempt: "a",
  status,
  stdout: stream,
  stderr: stream,
  durationMs: 1,
  isRecovered,
});
const kindsOf = (...bodies: Body[]): string[] => findDeviations(entriesOf(bodies)).map(({ kind }) => kind);

test("a finding is told by the decision that led to it", () => {
  expect(kindsOf(chosen("a", "gateFailed", "override"), finding("a"))).toEqual(["overridden"]);
  expect(kindsOf(chosen("a", "expectMissed", "go on"), finding("a"))).toEqual(["went on"]);
  expect(kindsOf(chosen("b", "expectMissed", "go on"), finding("a"))).toEqual(["finding"]);
  expect(kindsOf(done("a", "skipped"), finding("a"))).toEqual(["skipped"]);
  expect(kindsOf(done("a", "passed"), finding("a"))).toEqual(["finding"]);
  expect(kindsOf({ kind: "excluded", path: "a", name: "keystone", why: "x" }, finding("a"))).toEqual(["excluded"]);
});

test("what went as the procedure says is none", () => {
  expect(kindsOf(chosen("a", "gate", "yes"), done("a", "passed"), result(0, false))).toEqual([]);
});

test("failures, crashes, unknown outcomes and second tries are", () => {
  expect(kindsOf(result(1, false), result(0, true), chosen("a", "runFailed", "again"))).toEqual(["failed", "recovered", "tried again"]);
  expect(
    kindsOf(
      { kind: "unknown", path: "a", attempt: "a", why: "x" },
      { kind: "settled", path: "a", attempt: "a", verdict: "happened", by: "tess", note: "seen" },
      { kind: "reverted", path: "a" },
      { kind: "secondWord", path: "a", request: "r", verdict: "refused", by: "bob", why: "no" },
    ),
  ).toEqual(["outcome unknown", "settled", "undone", "second word"]);
  expect(
    kindsOf({
      kind: "reading",
      path: "a",
      attempt: "a",
      ending: "timedOut",
      status: null,
      stdout: null,
      stderr: null,
      durationMs: 1,
      why: "",
    }),
  ).toEqual(["no reading"]);
});

test("a clock that jumps is, in one runner", () => {
  const steps: Body[] = ["1", "2", "3"].map((path) => ({ kind: "step", path, title: path }));
  const texts = (slip: readonly number[]): string[] => findDeviations(entriesOf(steps, slip)).map(({ text }) => text);
  expect(texts([0, 0, 0])).toEqual([]);
  expect(texts([0, 1999, -1999])).toEqual([]);
  expect(texts([0, 3_600_000, 0])).toEqual(["the clock went ahead by 1 h: it was set, or the machine slept"]);
  expect(texts([0, 0, -3_600_000])).toEqual(["the clock was set back by 1 h"]);
  const resumed: Body = { kind: "resumed", host: "h", user: "tess", droppedBytes: 7 };
  expect(findDeviations(entriesOf([steps[0]!, resumed], [0, 9_000_000]))).toEqual([
    expect.objectContaining({ kind: "resumed", text: "on `h`; 7 bytes of an unfinished entry were cut off" }),
  ]);
});
