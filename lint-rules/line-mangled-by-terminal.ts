import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "line-mangled-by-terminal",
  since: "0.1.0",
  severity: "warning",
  summary: "A line that a terminal cuts or completes while it is pasted",
  why: "a terminal in line mode keeps 4,095 bytes of a line and drops the rest without a word: sh, cat, a heredoc read by them, a serial console; bash with its own line editor does not",

  good: [
    {
      title: "Short lines, blanks",
      runbook: md`
        ~~~bash
        kubectl apply -f deployment.yaml
        if true; then
          kubectl get pods
        fi
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "A file as one line",
      runbook: `~~~bash\necho ${"QUJD".repeat(1100)} | base64 -d > key\n~~~\n`,
      reports: ["2:1-2:4424 Unexpected line of 4423 bytes, expected at most 4095"],
    },
    {
      title: "Tabs",
      runbook: "~~~bash\nif true; then\n\tkubectl get pods\nfi\n~~~\n",
      reports: ["3:1-3:2 Unexpected tab in a command, expected blanks"],
    },
  ],

  visit: {
    block({ block }, { report }) {
      if (block.form === "inline") return;
      let start = 0;
      for (const line of block.script.split("\n")) {
        const bytes = line.length <= lineBytesMax / 3 ? 0 : new TextEncoder().encode(line).length;
        if (bytes > lineBytesMax) {
          report({
            span: spanInScript(block, start, start + line.length),
            message: `Unexpected line of ${bytes} bytes, expected at most ${lineBytesMax}`,
            fix: "Keep the data in a file of the repository, or break the line with `\\`",
          });
        }
        start += line.length + 1;
      }
      const tab = block.script.indexOf("\t");
      if (tab === -1) return;
      report({
        severity: "info",
        span: spanInScript(block, tab, tab + 1),
        message: "Unexpected tab in a command, expected blanks",
        why: "bash 5.1 and later take a pasted text as it is; older ones, and terminals without bracketed paste, complete a word at each tab, ask whether to show all possibilities, and take the next character for the answer",
        fix: "Write blanks; in a file that needs tabs, `printf '\\t'`",
      });
    },
  },
});

/** The line buffer of a Linux terminal holds 4,096 bytes, the line end included. */
const lineBytesMax = 4095;
