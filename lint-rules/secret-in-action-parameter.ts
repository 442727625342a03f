import { commandsOf, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { isSecretName } from "./support/secrets.ts";

export default defineRule({
  name: "secret-in-action-parameter",
  since: "0.1.0",
  severity: "warning",
  summary: "A secret handed to a Juju action as a parameter",
  why: "the controller keeps the parameters of every action: `juju show-operation` shows them to all who can read the model",

  good: [
    {
      title: "A file on the unit, a parameter that is none",
      runbook: md`
        ~~~bash
        juju run vault/leader authorize-charm token-file=/root/token
        juju run vault/leader generate-root-ca ttl=87600h
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "The token is kept with the operation",
      runbook: md`
        ~~~bash
        juju run vault/leader authorize-charm token="$TOKEN"
        ~~~
      `,
      reports: ["2:39-2:53 Unexpected secret in the parameter `token` of an action, expected it to reach the unit another way"],
    },
  ],

  visit: {
    block({ block }, { report }) {
      for (const command of commandsOf(block)) {
        if (!runsAction(command)) continue;
        for (const { text, start, end } of command.words.slice(2)) {
          const key = text.slice(0, Math.max(0, text.indexOf("=")));
          if (!isSecretName(key) || key.startsWith("-")) continue;
          report({
            span: spanInScript(block, start, end),
            message: `Unexpected secret in the parameter \`${key}\` of an action, expected it to reach the unit another way`,
            fix: "Use a Juju secret or a file on the unit, or a token that lives for minutes, and say so in a suppression",
          });
        }
      }
    },
  },
});

function runsAction({ name, words }: SimpleCommand): boolean {
  const verb = words[1]?.value;
  return name === "juju" && (verb === "run" || verb === "run-action");
}
