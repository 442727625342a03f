import { textOf } from "../chunk.ts";
import type { ItemBuilder } from "./index.ts";

/** The fence that follows the label directly is the block. */
export const buildRun: ItemBuilder = ({ base, chunks, fence }, _earlier, context) => {
  if (fence === null) {
    context.reporter.report({
      code: "build/run-without-block",
      severity: context.isStrict ? "error" : "warning",
      span: base.labelSpan,
      message: "Unexpected RUN without a block, expected a fence tagged `bash` directly under it",
      why: "There is nothing that the machine could run; the operator would have to guess the command.",
      fix: "Put the command in a fence under the label, or write MANUAL for what a person does",
    });
  }
  return { kind: "Run", ...base, block: fence, text: textOf(chunks) };
};
