import { openingCode } from "../chunk.ts";
import { makeInlineBlock } from "../inline-code.ts";
import type { ItemBuilder } from "./index.ts";

export const buildSession: ItemBuilder = ({ base, chunks, fence }, _earlier, context) => {
  const code = openingCode(chunks);
  const block = code === null ? fence : makeInlineBlock(code, context);
  if (block === null) {
    context.reporter.report({
      code: "build/session-without-commands",
      severity: "error",
      span: base.labelSpan,
      message: "Unexpected SESSION without commands, expected code behind it or a fence under it",
      why: "The blocks below would run without the environment that they count on.",
      fix: "Write the prelude in code: SESSION: `source ~/admin-openrc`",
    });
  }
  return { kind: "Session", ...base, block };
};
