import { spanInScript, type ShellBlock } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "secret-in-argument",
  since: "0.1.0",
  severity: "error",
  summary: "A secret handed to a command as an argument",
  why: "every user of the host sees the arguments in the process list while the command runs, and `ssh` puts them into those of the other host as well",

  good: [
    {
      title: "The client asks for it itself, or gets it on standard input",
      runbook: md`
        ~~~bash
        read -rs KEY
        printf '%s' "$KEY" | gpg --batch --passphrase-fd 0 -d backup.gpg
        curl --config - https://example.org <<< "header = \"X-Key: $KEY\""
        unset KEY
        ssh -t vault-0 vault operator unseal
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "Typed in secret, shown in the process list of two hosts",
      runbook: md`
        ~~~bash
        read -r -s -p "key: " K
        juju ssh vault/0 -- "vault operator unseal $K"
        ~~~
      `,
      reports: ["3:21-3:47 Unexpected secret `K` among the arguments of `juju`, expected it on standard input or asked for by the client"],
    },
  ],

  visit: {
    block({ block, secretFlows }, { report }) {
      for (const { name, source, sink, by, start, end } of secretFlows) {
        if ((sink !== "argv" && sink !== "remoteCommand") || isOneTime(name) || isReported(block, start, end)) continue;
        report({
          span: spanInScript(block, start, end),
          message: `Unexpected secret \`${name}\` among the arguments of \`${by}\`, expected it on standard input or asked for by the client`,
          fix: "Leave the argument out where the client then asks, or pipe it in: `printf '%s' \"$NAME\" | client ...`",
          ...(source === "name" && { severity: "info" as const }),
        });
      }
    },
  },
});

/** A code that is worth nothing after this command. */
function isOneTime(name: string): boolean {
  return /otp|code|pin$/i.test(name);
}

/** A value of type secret itself, not a variable that was filled from it: the resolver refuses it there. */
function isReported({ tokens }: ShellBlock, start: number, end: number): boolean {
  return tokens.some((token) => token.start >= start && token.end <= end);
}
