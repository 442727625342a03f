import type { SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { hiddenReads, isSecretName, usesOf } from "./support/secrets.ts";

export default defineRule({
  name: "secret-in-output",
  since: "0.1.0",
  severity: "warning",
  summary: "A secret printed to the screen",
  why: "it stays in the terminal's scrollback, in the log of the session and in the record of the run",

  good: [
    {
      title: "Into a pipe, or only whether it is there",
      runbook: md`
        ~~~bash
        printf '%s' "$DB_PASSWORD" | podman secret create db -
        test -n "$DB_PASSWORD" && echo "the password is set"
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "To see whether it is right",
      runbook: md`
        ~~~bash
        ADMIN_PASSWORD=$(kubectl get secret grafana -o jsonpath='{.data.admin}' | base64 -d)
        echo "$ADMIN_PASSWORD"
        ~~~
      `,
      reports: ["3:8-3:22 Unexpected secret `$ADMIN_PASSWORD` on the screen, expected it to stay out of sight"],
    },
  ],

  visit: {
    block(analysed, { report }) {
      const hidden = hiddenReads(analysed);
      for (const { use, command, word } of usesOf(analysed, (name) => hidden.has(name) || isSecretName(name))) {
        if (word === null || !prints(command) || isLength(analysed.block.script, use.start)) continue;
        report({
          span: spanInScript(analysed.block, use.start, use.end),
          message: `Unexpected secret \`$${use.name}\` on the screen, expected it to stay out of sight`,
          fix: 'Pipe it to the command that needs it; to see whether it is set: `test -n "$NAME"`',
        });
      }
    },
  },
});

/** What it prints goes to the terminal: no pipe, no file, no substitution takes it. */
function prints({ name, pipeline, redirections, isInSubstitution }: SimpleCommand): boolean {
  const isLast = pipeline.index === pipeline.length - 1;
  const isElsewhere = redirections.some(({ node }) => node.type === "Redirect" && node.operator.startsWith(">"));
  return (name === "echo" || name === "printf") && isLast && !isElsewhere && !isInSubstitution;
}

/** The script has `#` between brace and name: only the length is printed. */
function isLength(script: string, start: number): boolean {
  return script.slice(Math.max(0, start - 1), start + 3).includes("#");
}
