import type { BlockAnalysis, EffectReason } from "../compiler/ast/analysis.ts";
import { commandsOf, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "several-changes-in-run",
  since: "0.1.0",
  severity: "warning",
  summary: "A RUN with more than one change",
  why: "one approval covers them all; when the second fails the first has happened, and no gate has looked in between",

  good: [
    {
      title: "One change; git's commands together are one; what only prepares does not count",
      runbook: md`
        ## 1. Record

        RUN -- jumphost

        ~~~bash
        mkdir -p asbuilt
        curl -sS -o asbuilt/bundle.yaml https://example.org/bundle.yaml
        kubectl create namespace records
        git add asbuilt
        git commit -m "Record the state"
        ~~~

        GATE: exit is 0.

        RUN -- jumphost

        ~~~bash
        for unit in keystone/0 keystone/1; do
          juju resolved --no-retry "$unit"
        done
        ~~~

        GATE: exit is 0.
      `,
    },
  ],
  bad: [
    {
      title: "Two applications on one word",
      runbook: md`
        ## 1. Refresh

        RUN -- jumphost

        ~~~bash
        juju refresh keystone
        juju refresh glance
        ~~~

        GATE: exit is 0.
      `,
      reports: ["7:1-7:20 Unexpected second change by `juju refresh` in a RUN, expected a RUN and a GATE of its own"],
    },
  ],

  visit: {
    Run({ block }, { analysis, report }) {
      const analysed = block === null ? undefined : analysis.blockOf.get(block);
      const second = analysed === undefined ? undefined : changesOf(analysed)[1];
      if (second === undefined) return;
      report({
        span: spanInScript(analysed!.block, second.start, second.end),
        message: `Unexpected second change by \`${second.command}\` in a RUN, expected a RUN and a GATE of its own`,
        fix: "Split the block, or put both into a script that can be run again and tells by its status what it did",
      });
    },
  },
});

/** Commands that make room for the change: their failure harms nothing, and they can be repeated. */
const preparations: ReadonlySet<string> = new Set("mkdir touch chmod chown umask cp tee mktemp sync wget tar unzip kustomize".split(" "));

/** The same of clients that do more: `helm repo add`, `curl -o`, a place in the cluster, a manifest that stays here. */
function prepares({ name, words }: SimpleCommand): boolean {
  const values = words.map(({ value }) => value ?? "");
  if (name === "helm") return values[1] === "repo";
  if (name === "kubectl" || name === "oc")
    return values.includes("--local") || ["ns", "namespace"].includes(values[values.indexOf("create", 1) + 1] ?? "");
  return name === "curl" && !values.some((value) => /^(-X|-d|-T|-F|--request|--data.*|--upload-file|--form|--json)$/.test(value));
}

/** One for each unit: what `&&` chains or a loop repeats is one, and so is all that git does. */
function changesOf({ block, reasons }: BlockAnalysis): EffectReason[] {
  const commands = new Map(commandsOf(block).map((command) => [command.start, command]));
  const units: EffectReason[] = [];
  let hasGit = false;
  let isInLoop = false;
  for (const reason of reasons) {
    const command = reason.effect === "mutating" ? commands.get(reason.start) : undefined;
    if (command === undefined || command.isConditional || command.name === null || preparations.has(command.name)) continue;
    if (prepares(command)) continue;
    if (command.isInFunction || command.isInSubstitution) continue;
    const isGit = command.name === "git";
    if ((isGit && hasGit) || (command.isInLoop && isInLoop)) continue;
    hasGit ||= isGit;
    isInLoop = command.isInLoop;
    units.push(reason);
  }
  return units;
}
