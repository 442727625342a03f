import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { textsOf } from "./support/texts.ts";

export default defineRule({
  name: "open-decision",
  since: "0.1.0",
  severity: "warning",
  summary: "A decision that the registry calls proposed or superseded, cited as if it held",
  why: "the step rests on something that nobody has decided, or that was replaced; whoever carries it out cannot know",

  exampleConfig: { references: { D: "decisions.md" } },
  exampleRepository: {
    files: {
      "decisions.md":
        "| Id | State |\n|---|---|\n| D-002 | ADOPTED |\n| D-068 | PROPOSED |\n| D-022 | SUPERSEDED by D-034 |\n| D-071 | PROPOSED |\n",
    },
  },
  good: [
    {
      title: "What holds, and what the document itself calls open",
      runbook: md`
Channels are pinned (D-002). The cadence is D-071 (PROPOSED).
      `,
    },
  ],
  bad: [
    {
      title: "Nobody has decided it",
      runbook: md`
Vault is upgraded as D-068 says, the cluster is pinned as in D-022.
      `,
      reports: [
        "1:22-1:27 Unexpected reference to `D-068`, which `decisions.md` calls PROPOSED (line 4), expected a decision that holds",
        "1:62-1:67 Unexpected reference to `D-022`, which `decisions.md` calls SUPERSEDED (line 5), expected a decision that holds",
      ],
    },
  ],
  visit: {
    runbook(runbook, { analysis, report }) {
      const reported = new Set<string>();
      for (const { target, span } of runbook.references) {
        const open = analysis.openReferences.get(target);
        if (open === undefined || reported.has(target)) continue;
        reported.add(target);
        if (textsOf(runbook).some((text) => saysSo(text, target))) continue;
        report({
          span,
          message: `Unexpected reference to \`${target}\`, which \`${open.file}\` calls ${open.state} (line ${open.line}), expected a decision that holds`,
          fix: open.state === "PROPOSED" ? `Have it decided, or write \`${target} (PROPOSED)\`` : "Cite the decision that replaced it",
        });
      }
    },
  },
});

/** `D-071 (PROPOSED; cadence)`, `D-068 is PROPOSED`, `until D-068 is ruled`: the reader is told. */
function saysSo(text: string, id: string): boolean {
  for (let at = text.indexOf(id); at !== -1; at = text.indexOf(id, at + 1)) {
    if (/\b(until|unless|pending|once)\s+[*`]*$/i.test(text.slice(0, at))) return true;
    const behind = text.slice(at + id.length, at + id.length + 24);
    if (/^\W*(?:\w+\s+){0,3}\(?(?:still\s+)?(PROPOSED|SUPERSEDED|DRAFT|WITHDRAWN|REJECTED)\b/.test(behind)) return true;
  }
  return false;
}
