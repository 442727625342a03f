import { openingCode, textOf } from "../chunk.ts";
import { makeInlineBlock } from "../inline-code.ts";
import type { ItemBuilder } from "./index.ts";

/** `Probe:` runs the code that opens its text; a CHECK only the fence under it. */
export const buildCheck: ItemBuilder = ({ base, chunks, fence }, _earlier, context) => {
  const code = base.isLegacyForm ? openingCode(chunks) : null;
  return { kind: "Check", ...base, block: code === null ? fence : makeInlineBlock(code, context), text: textOf(chunks) };
};
