/**
 * What `tsc` refuses in a generated module. Each expected error is a promise of the vocabulary; `types.test.ts` compiles this file.
 */
import {
  block,
  callForEachRow,
  callOnce,
  captureRow,
  captureRows,
  captureStdout,
  check,
  column,
  defineProcedure,
  exclude,
  gate,
  is,
  rowColumn,
  rowCondition,
  run,
} from "rungate/runtime";

const reading = check({
  id: "1/check-1",
  block: block({ file: "blocks/a.sh", blockSha256: "0", host: "jumphost", effect: "read-only", timeoutMs: 1000, source: [1, 1] }),
  source: [1, 1],
});
const settled = gate({ id: "1/gate-1", sentence: "settled?", question: "settled?", source: [2, 2] });

export const gated = run({ id: "1/run-1", gates: [settled], source: [3, 3] });
// @ts-expect-error a change without a gate cannot be written down
export const ungated = run({ id: "1/run-2", source: [3, 3] });
// @ts-expect-error nor with an empty list of gates
export const emptyGates = run({ id: "1/run-3", gates: [], source: [3, 3] });
// @ts-expect-error a reading is no gate
export const readingAsGate = run({ id: "1/run-4", gates: [reading], source: [3, 3] });

const now = captureRow({ name: "now", from: reading, columns: { app: "text", rev: "int" }, source: [4, 4] });
const worklist = captureRows({ name: "worklist", from: reading, columns: { app: "text", gate: "text" }, source: [5, 5] });
const whole = captureStdout({ name: "whole", from: reading, source: [6, 6] });

export const revision = column(now, "rev");
// @ts-expect-error a column that the capture lacks
export const missing = column(now, "revision");
// @ts-expect-error a capture of all of stdout has no columns
export const ofText = column(whole, "rev");
// @ts-expect-error nor has the row at hand
export const missingInRow = rowColumn(worklist, "rev");

export const onList = rowCondition("some row's `app` is `vault`", worklist, "some", { app: is("vault") });
// @ts-expect-error a condition on a column that the table lacks
export const offList = rowCondition("some row's `rev` is `1`", worklist, "some", { rev: is("1") });
// @ts-expect-error so does EXCLUDE
export const excluded = exclude({ id: "1/exclude-1", table: worklist, where: { rev: is("1") }, text: "", source: [7, 7] });

const refresh = defineProcedure({ name: "refresh", title: "Refresh", parameters: ["app"], items: [], source: [8, 8] });
const move = defineProcedure({ name: "move", title: "Move", parameters: ["app", "channel"], items: [], source: [9, 9] });

export const once = callOnce(move, { id: "2/do-1", text: "", arguments: { app: "keystone", channel: "3/stable" }, source: [10, 10] });
// @ts-expect-error a call must bind every argument
export const unbound = callOnce(move, { id: "2/do-2", text: "", arguments: { app: "keystone" }, source: [10, 10] });
// @ts-expect-error and no other
export const overbound = callOnce(refresh, { id: "2/do-3", text: "", arguments: { app: "a", channel: "b" }, source: [10, 10] });

export const rows = callForEachRow(refresh, { id: "2/do-4", text: "", table: worklist, source: [11, 11] });
// @ts-expect-error every parameter must be a column of the table
export const lackingRows = callForEachRow(move, { id: "2/do-5", text: "", table: worklist, source: [11, 11] });
