import { textOf } from "../chunk.ts";
import type { ItemBuilder } from "./index.ts";

export const buildAdmonition: ItemBuilder = ({ base, chunks }) => ({
  kind: "Admonition",
  ...base,
  severity: base.keyword === "CAUTION" ? "caution" : "note",
  text: textOf(chunks),
});
