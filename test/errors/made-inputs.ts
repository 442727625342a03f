/**
 * Inputs that cannot lie in the repository as text: bytes that an editor or git would mend, and sizes that nobody reads.
 */
const text = (content: string): Uint8Array => new TextEncoder().encode(content);

export const madeInputs: Readonly<Record<string, Uint8Array>> = {
  "byte-order-mark": text("# Title\n\nJoined \ufeffhere.\n"),
  "control-character": text("## 1. Step\n\nCHECK -- jumphost -- look \u001b[2K here\n\n```bash\njuju status\n```\n"),
  "file-too-large": text(`# Title\n\n${"words\n".repeat(400_000)}`),
  "hidden-character": text("The account is `user\u202e # admin only`.\n"),
  "invalid-utf-8": Uint8Array.from([...text("# T"), 0xfc, ...text("r\n")]),
  "line-mangled-by-terminal": text(`\`\`\`bash\necho ${"QUJD".repeat(1100)} | base64 -d > key\n\`\`\`\n`),
  "line-too-long": text(`# Title\n\n${"word ".repeat(20_000)}\n`),
  "lone-carriage-return": text("```bash\njuju status\rjuju machines\n```\n"),
  "nested-too-deeply": text(`# Title\n\n${"> ".repeat(40)}deep\n`),
  "nul-byte": text("# Title\n\nA \0 byte.\n"),
  "too-many-cells": text(`# Title\n\n${`|${"a|".repeat(50)}\n`.repeat(4_000)}`),
  "too-many-delimiters": text(`# Title\n\n${"*_".repeat(20_000)}\n`),
  "too-many-labels": text(Array.from({ length: 501 }, (_, index) => `## ${index}. P\n\nPROCEDURE: \`p${index}\`\n\n`).join("")),
  "too-many-lines": text(`# Title\n${"\n".repeat(50_000)}`),
  "utf-16": Uint8Array.from([0xff, 0xfe, 0x23, 0x00, 0x20, 0x00, 0x54, 0x00]),
};
