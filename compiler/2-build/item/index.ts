/**
 * From a label with its text and fence to the item; one builder for every keyword.
 */
import type { Item } from "../../ast/index.ts";
import type { Keyword } from "../../ast/keyword.ts";
import { textOf } from "../chunk.ts";
import type { BuildContext } from "../context.ts";
import type { Draft, EarlierBlocks } from "../draft.ts";
import { reportQualifiersWithoutEffect } from "../qualifier-places.ts";
import { buildAdmonition } from "./admonition.ts";
import { buildCapture } from "./capture.ts";
import { buildCheck } from "./check.ts";
import { buildDecision } from "./decision.ts";
import { buildDo } from "./do.ts";
import { buildExclude } from "./exclude.ts";
import { buildExpect } from "./expect.ts";
import { buildFinally } from "./finally.ts";
import { buildGate } from "./gate.ts";
import { buildManual } from "./manual.ts";
import { buildProcedure } from "./procedure.ts";
import { buildRevert } from "./revert.ts";
import { buildRun } from "./run.ts";
import { buildSession } from "./session.ts";
import { buildStop } from "./stop.ts";
import { buildWhen } from "./when.ts";
import { buildWindow } from "./window.ts";

/** `null` where the label says so little that no item can be made of it; then an error has been reported. */
export type ItemBuilder = (draft: Draft, earlier: EarlierBlocks, context: BuildContext) => Item | null;

const builders: { readonly [K in Keyword]: ItemBuilder } = {
  RUN: buildRun,
  CHECK: buildCheck,
  GATE: buildGate,
  EXPECT: buildExpect,
  CAPTURE: buildCapture,
  MANUAL: buildManual,
  SESSION: buildSession,
  WHEN: buildWhen,
  DECISION: buildDecision,
  PROCEDURE: buildProcedure,
  DO: buildDo,
  EXCLUDE: buildExclude,
  REVERT: buildRevert,
  FINALLY: buildFinally,
  WINDOW: buildWindow,
  STOP: buildStop,
  CAUTION: buildAdmonition,
  NOTE: buildAdmonition,
};

/** A label that could not be read stays in the document as words for the operator, beside the error. */
export function buildItem(draft: Draft, earlier: EarlierBlocks, context: BuildContext): Item {
  reportQualifiersWithoutEffect(draft.base, context);
  const item = builders[draft.base.keyword](draft, earlier, context);
  return item ?? { kind: "Manual", ...draft.base, text: textOf(draft.chunks) };
}
