import { commandsOf, type CommandWord, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "unfilled-template",
  since: "0.1.0",
  severity: "error",
  summary: "A word that stands for a value and that no machine knows as one: `YOUR_TOKEN`, `CHANGEME`, `-n NAMESPACE`",
  why: "the command takes it as it stands: it fails, or makes something of that name",

  good: [
    {
      title: "A value; names that are meant in capitals",
      runbook: md`
        ## 1. Delete

        RUN -- local

        ~~~bash
        kubectl -n <namespace> delete pod web-0
        curl -X DELETE -H "Authorization: $YOUR_TOKEN" https://api.example.org/HERE
        ~~~

        GATE: the pod is gone.
      `,
    },
  ],
  bad: [
    {
      title: "Left for the reader to fill in",
      runbook: md`
        ## 1. Delete

        RUN -- local

        ~~~bash
        kubectl -n NAMESPACE delete pod web-0
        helm uninstall YOUR-RELEASE
        ~~~

        GATE: the pod is gone.
      `,
      reports: [
        "6:12-6:21 Unexpected `NAMESPACE` that stands for a value, expected a value of the procedure",
        "7:16-7:28 Unexpected `YOUR-RELEASE` that stands for a value, expected a value of the procedure",
      ],
    },
  ],

  visit: {
    block({ block, role }, { report }) {
      for (const command of commandsOf(block)) {
        const word = command.words.find((candidate, index) => index > 0 && isTemplate(candidate, index, command));
        if (word === undefined) continue;
        report({
          span: spanInScript(block, word.start, word.end),
          message: `Unexpected \`${word.text}\` that stands for a value, expected ${role === "loose" ? "a variable that is set above" : "a value of the procedure"}`,
          fix: `Write \`<${word
            .value!.toLowerCase()
            .replace(/^your[-_]/, "")
            .replaceAll("_", "-")}>\`, and declare it in the Parameters table`,
          // In a page of somebody's it is notation, as `<x>` is.
          ...(role === "loose" && { severity: "info" as const, fix: `Write \`NAME=...\` on a line above, and \`"$NAME"\` here` }),
        });
      }
    },
  },
});

/** What nothing is called, and names in capitals where Kubernetes allows none. */
function isTemplate({ value }: CommandWord, index: number, { name, words }: SimpleCommand): boolean {
  if (value === null || name === "echo" || name === "printf") return false;
  if (/^(?:YOUR[-_][A-Z][A-Z0-9_-]*|(?:CHANGE|REPLACE)[-_]?ME)$/.test(value)) return true;
  const isNamespace = ["-n", "--namespace"].includes(words[index - 1]!.value ?? "");
  return isNamespace && ["kubectl", "oc", "helm"].includes(name ?? "") && /^[A-Z][A-Z0-9_-]*$/.test(value);
}
