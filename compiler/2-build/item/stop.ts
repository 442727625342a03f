import { textOf } from "../chunk.ts";
import type { ItemBuilder } from "./index.ts";

export const buildStop: ItemBuilder = ({ base, chunks }) => {
  const text = textOf(chunks);
  return { kind: "Stop", ...base, reason: text === "" ? (base.title ?? "") : text };
};
