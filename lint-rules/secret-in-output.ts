import type { BlockAnalysis } from "../compiler/ast/analysis.ts";
import { readArguments } from "../compiler/ast/shell-arguments.ts";
import { commandsOf, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { isSecretName, usesOf } from "./support/secrets.ts";

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
        set -x
        printf '%s' "$ADMIN_PASSWORD" | podman secret create grafana -
        ~~~
      `,
      reports: ["3:8-3:22 Unexpected secret `ADMIN_PASSWORD` on the screen, expected it to stay out of sight"],
    },
    {
      title: "Read into the record of the run",
      runbook: md`
        ## 1. Log in

        CHECK -- jumphost

        ~~~bash
        kubectl -n argocd get secret initial-admin -o jsonpath='{.data.password}' | base64 -d
        ~~~
      `,
      reports: ["6:1-6:74 Unexpected secret `kubectl get secret` on the screen, expected it to stay out of sight"],
    },
  ],

  visit: {
    block(analysed, { report }) {
      const { block, secretFlows, role } = analysed;
      const byName = usesOf(analysed, isSecretName).filter(
        ({ use, command, word }) => word !== null && prints(command) && !isLength(block.script, use.start),
      );
      const found = new Map(byName.map(({ use, word }) => [word!.start, { name: use.name, by: "echo", start: use.start, end: use.end }]));
      for (const { sink, source, name, by, start, end } of secretFlows) {
        const isKnown = [...found.values()].some((other) => other.by === by || (other.start < end && start < other.end));
        if (sink === "output" && source !== "name" && !(by === "set -x" && isKnown)) found.set(start, { name, by, start, end });
      }
      for (const { name, start, end } of role === "loose" ? [] : secretsOfKubernetes(analysed))
        found.set(start, { name, by: name, start, end });
      for (const { name, by, start, end } of found.values()) {
        report({
          span: spanInScript(block, start, end),
          message: `Unexpected secret \`${name}\` on the screen${by === "set -x" ? ", by `set -x`" : ""}, expected it to stay out of sight`,
          fix:
            by === "set -x"
              ? "Write `set +x` before it"
              : by === name
                ? "Pipe it to the command that needs it, or leave it to a person: `RUN (interactive)` is not recorded"
                : 'Pipe it to the command that needs it; to see whether it is set: `test -n "$NAME"`',
        });
      }
    },
  },
});

/** `kubectl get secret x -o yaml`, decoded or not: in somebody's page it shows where the password is, in a run it is recorded. */
function secretsOfKubernetes({ block }: BlockAnalysis): { name: string; start: number; end: number }[] {
  const commands = commandsOf(block);
  return commands.flatMap((command, at) => {
    if (command.name !== "kubectl" && command.name !== "oc") return [];
    const { operands, options } = readArguments(command.words.slice(1), {
      valueOptions: ["-n", "--namespace", "--context", "-o", "--output", "-l"],
    });
    const [verb, kind] = operands.map(({ value }) => value);
    const format = options.find(({ name }) => name === "-o" || name === "--output")?.value ?? "";
    if (verb !== "get" || !/^secrets?(\/|$)/.test(kind ?? "") || !/^(yaml|json|go-template|template)/.test(format)) return [];
    const behind = commands.slice(at + 1, at + command.pipeline.length - command.pipeline.index);
    const isShown = [command, ...behind].every(
      ({ redirections, isInSubstitution }) =>
        !isInSubstitution && redirections.every(({ node }) => node.type !== "Redirect" || !node.operator.startsWith(">")),
    );
    if (!isShown || !behind.every(({ name }) => passesOn.includes(name ?? ""))) return [];
    return [{ name: `${command.name} get secret`, start: command.start, end: command.end }];
  });
}

/** What they are given, or a part of it, they print. */
const passesOn: readonly string[] = ["base64", "jq", "yq", "sed", "tr", "head", "cut", "tee", "cat"];

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
