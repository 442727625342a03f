import { textOf } from "../chunk.ts";
import type { ItemBuilder } from "./index.ts";

export const buildWindow: ItemBuilder = ({ base, chunks }, _earlier, context) => {
  const text = textOf(chunks);
  const match = /^(open|close)\b\s*(.*?)\.?$/s.exec(text === "" ? (base.title ?? "") : text);
  const name = match?.[2] ?? "";
  if (match === null || (match[1] === "open" && name === "")) {
    context.reporter.report({
      code: "build/window-form",
      severity: "error",
      span: base.labelSpan,
      message: `Unexpected WINDOW \`${text.replaceAll("`", "")}\`, expected \`open\` with a name, or \`close\``,
      why: "The interval could not be measured.",
      fix: "Write WINDOW: open control plane downtime, and WINDOW: close where it ends",
    });
    return null;
  }
  return { kind: "Window", ...base, action: match[1] === "open" ? "open" : "close", name: name === "" ? null : name };
};
