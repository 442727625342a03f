import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "command-before-prompt",
  since: "0.1.0",
  severity: "error",
  summary: "Lines without a prompt above the first line that has one, in a block that is run",
  why: "where a prompt stands in a fence, only the lines with one are commands: these are taken for output, and left out without a word",

  good: [
    {
      title: "Each command behind a prompt, or none",
      runbook: md`
        ## 1. Look

        CHECK -- local

        ~~~console
        ls
        ~~~

        CHECK -- local

        ~~~bash
        # what is there
        $ ls
        notes.txt
        $ cat notes.txt
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "A transcript that begins without a prompt",
      runbook: md`
        ## 1. Client

        RUN -- local

        ~~~bash
        kubectl create deployment client --image ubuntu
        kubectl exec client -- bash
        root@client:/# apt-get update
        ~~~

        GATE: the list of packages is new.
      `,
      reports: ["6:1-7:28 Unexpected commands above the first prompt, expected a prompt before each of them, or before none"],
    },
  ],

  visit: {
    block({ block, role }, { text, report }) {
      const first = block.lines[0];
      if (role === "loose" || block.form !== "fence" || first === undefined) return;
      const lines = text.slice(block.span.start.offset, first.offset - first.column + 1).split("\n");
      const above = lines.slice(1).filter((line) => line.trim() !== "");
      // A frame of old documents is taken off as well; comments say nothing to bash.
      if (above.every((line) => /^\s*#/.test(line)) || above.some((line) => /^\s*(?:-{3,}|BEGIN )/.test(line))) return;
      const startLine = block.span.start.line + 1 + lines.slice(1).findIndex((line) => line.trim() !== "");
      const start = block.span.start.offset + lines.slice(0, startLine - block.span.start.line).join("\n").length + 1;
      const rest = text.slice(start, first.offset - first.column + 1).trimEnd();
      const last = rest.slice(rest.lastIndexOf("\n") + 1);
      report({
        span: {
          start: { line: startLine, column: 1, offset: start },
          end: { line: startLine + rest.split("\n").length - 1, column: last.length + 1, offset: start + rest.length },
        },
        message: "Unexpected commands above the first prompt, expected a prompt before each of them, or before none",
        fix: "Take the prompts off; what is typed in another shell goes into a block of its own",
      });
    },
  },
});
