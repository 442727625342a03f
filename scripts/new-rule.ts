/**
 * `npm run new:rule NAME`: a rule file with everything that a rule must have, and the index with the new rule in it.
 */
import { existsSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { writeRuleIndex } from "./generate-rule-index.ts";

const root = join(import.meta.dirname, "..");

export function renderNewRule(name: string): string {
  return `import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "${name}",
  since: "0.1.0",
  severity: "error",
  summary: "What is found, in one line",
  why: "what happens when this is executed",

  good: [{
    title: "What to write instead",
    runbook: md\`
      ~~~bash
      echo good
      ~~~
    \`,
  }],
  bad: [{
    title: "What is found",
    runbook: md\`
      ~~~bash
      echo bad
      ~~~
    \`,
    reports: ["2:6-2:9 Unexpected \\\`bad\\\`, expected \\\`good\\\`"],
  }],

  visit: {
    block({ block }, { report }) {
      const at = block.script.indexOf("bad");
      if (at === -1) return;
      report({ span: spanInScript(block, at, at + 3), message: "Unexpected \`bad\`, expected \`good\`", fix: "Write \`good\`" });
    },
  },
});
`;
}

export function isRuleName(name: string): boolean {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(name);
}

function newRule(name: string | undefined): number {
  if (name === undefined || !isRuleName(name)) {
    console.error("Unexpected name, expected the bad pattern in kebab-case: npm run new:rule gate-without-budget");
    return 2;
  }
  const file = join(root, "lint-rules", `${name}.ts`);
  if (existsSync(file)) {
    console.error(`Unexpected ${relative(root, file)}, expected the name of a new rule`);
    return 2;
  }
  writeFileSync(file, renderNewRule(name));
  writeRuleIndex();
  console.log(
    `Wrote ${relative(root, file)}. Next: its words, its examples, its logic; then npx vitest run test/lint-rules.test.ts, and npm run docs.`,
  );
  return 0;
}

if (import.meta.main) process.exitCode = newRule(process.argv[2]);
