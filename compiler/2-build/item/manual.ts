import { textOf } from "../chunk.ts";
import type { ItemBuilder } from "./index.ts";

export const buildManual: ItemBuilder = ({ base, chunks }) => ({ kind: "Manual", ...base, text: textOf(chunks) });
