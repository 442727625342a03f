import { openingCode, textOf } from "../chunk.ts";
import { makeInlineBlock } from "../inline-code.ts";
import type { ItemBuilder } from "./index.ts";

export const buildFinally: ItemBuilder = ({ base, chunks, fence }, _earlier, context) => {
  const code = openingCode(chunks);
  const block = code === null ? fence : makeInlineBlock(code, context);
  if (block === null) {
    context.reporter.report({
      code: "build/finally-without-block",
      severity: "error",
      span: base.labelSpan,
      message: "Unexpected FINALLY without a block, expected a fence under it",
      why: "Nothing would be cleaned up when the procedure ends.",
      fix: "Put the command in a fence tagged `bash` under the label",
    });
  }
  return { kind: "Finally", ...base, block, text: textOf(chunks) };
};
