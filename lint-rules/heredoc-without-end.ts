import { walkShell, type HereDoc } from "../compiler/ast/shell.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { startsOfKnown } from "./support/typed-commands.ts";

export default defineRule({
  name: "heredoc-without-end",
  since: "0.1.0",
  severity: "error",
  summary: "A heredoc whose last line is not exactly its delimiter",
  why: "the delimiter must stand alone, from the first column: everything down to the end of the block becomes part of the text, and pasted, the shell waits for more",

  good: [
    {
      title: "In the first column of the fence, which may itself be indented; tabs with `<<-`",
      runbook: "1. Write it\n\n   ~~~bash\n   cat > motd <<EOF\n   hello\n   EOF\n   cat <<-END\n   \thello\n   \tEND\n   ~~~\n",
    },
  ],
  bad: [
    {
      title: "Indented deeper than the fence",
      runbook: md`
        ~~~bash
        cat > motd <<EOF
          hello
          EOF
        sudo cp motd /etc/motd
        ~~~
      `,
      reports: ["4:3-4:6 Unexpected blanks before `EOF`, expected it in the first column"],
    },
    {
      title: "A blank behind it, and none of it",
      runbook: "~~~bash\ncat > motd <<EOF\nhello\nEOF \n~~~\n\n~~~bash\ncat > motd <<EOF\nhello\n~~~\n",
      reports: [
        "4:1-4:4 Unexpected blanks behind `EOF`, expected the end of the line",
        "8:12-8:17 Unexpected end of the block inside a heredoc, expected a line that is only `EOF`",
      ],
    },
  ],

  visit: {
    block(analysed, { report }) {
      const { block } = analysed;
      if (!block.masked.includes("<<")) return;
      walkShell(block.syntax, (node, ancestors) => {
        const isElsewhere = ancestors.some((ancestor) => ancestor.type === "CommandExpansion" && ancestor.script?.source !== undefined);
        if (node.type !== "HereDoc" || node.delimiter === undefined || node.closing !== undefined || isElsewhere) return;
        const delimiter = node.delimiter.value;
        const near = nearMiss(node, block.masked, delimiter);
        if (near !== null)
          report({
            span: spanInScript(block, near.at, near.at + delimiter.length),
            message: near.isIndented
              ? `Unexpected blanks before \`${delimiter}\`, expected it in the first column`
              : `Unexpected blanks behind \`${delimiter}\`, expected the end of the line`,
            fix: near.isIndented
              ? `Move \`${delimiter}\` to the column in which the fence stands; \`<<-\` allows tabs before it, not blanks`
              : "Remove the blanks",
          });
        // In a document with labels the resolver refuses a block that is not whole, whatever is missing.
        else if (analysed.role === "loose")
          report({
            // A fence of somebody's page may be output, or a template that goes on in the next fence.
            severity: startsOfKnown(analysed).size === 0 ? "warning" : "error",
            span: spanInScript(block, node.pos, node.delimiter.end),
            message: `Unexpected end of the block inside a heredoc, expected a line that is only \`${delimiter}\``,
            fix: `Add a line \`${delimiter}\``,
          });
      });
    },
  },
});

/** The first line of the body that would be the delimiter but for the blanks around it. */
function nearMiss({ body }: HereDoc, text: string, delimiter: string): { at: number; isIndented: boolean } | null {
  let start = body.pos;
  for (const line of text.slice(body.pos, body.end).split("\n")) {
    if (line.trim() === delimiter) return { at: start + line.indexOf(delimiter), isIndented: !line.startsWith(delimiter) };
    start += line.length + 1;
  }
  return null;
}
