/**
 * Sentences one word off a condition: what is advised is judged by the machine, what was written is not.
 */
import { expect, test } from "vitest";
import { respellCondition } from "../../lint-rules/support/respelt-condition.ts";
import { analyseText } from "../helpers/analyse-text.ts";

async function judgedOf(sentence: string): Promise<string | null> {
  const text = `# T\n\n## Parameters\n\nNone.\n\n## 1. A\n\nCHECK -- local\n\n\`\`\`bash\necho a\n\`\`\`\n\nGATE: ${sentence}.\n`;
  const { outline } = await analyseText(text);
  return outline!.steps.flatMap(({ items }) => items).find(({ kind }) => kind === "GATE")?.judged ?? null;
}

test.each<[sentence: string, condition: string]>([
  ["stdout isn't `x`", "stdout is not `x`"],
  ["stdout doesn't contain `x`", "stdout does not contain `x`"],
  ["stdout equals `x`", "stdout is `x`"],
  ["stdout = `x`", "stdout is `x`"],
  ["stdout should be `x`", "stdout is `x`"],
  ["stdout must not be empty", "stdout is not empty"],
  ["the output must contain `x`", "output contains `x`"],
  ["standard error is empty", "stderr is empty"],
  ["all lines are `up`", "every line is `up`"],
  ["each line is `up`", "every line is `up`"],
  ["all the lines match `/up/`", "every line matches `/up/`"],
  ["at least two lines match `/up/`", "at least 2 lines match `/up/`"],
  ["exit status is 0", "exit is 0"],
  ["The exit code is 3", "exit is 3"],
  ["returns 0", "exit is 0"],
  ["`ls /srv` returns 0", "`ls /srv` succeeds"],
  ["stdout >= 5", "stdout is at least 5"],
  ["stdout isn't `x`; exit code is 0", "stdout is not `x`; exit is 0"],
])("%s", async (sentence, condition) => {
  expect(respellCondition(sentence)).toBe(condition);
  expect(await judgedOf(sentence)).toBe("operator");
  expect(await judgedOf(condition)).toBe("machine");
  expect(respellCondition(condition)).toBe(null);
});

test.each([
  "the lamp is green",
  "all machines are back",
  "every line looks right",
  "all lines of the table are filled in",
  "stdout isn't what it was yesterday",
  "the output is as in the table above",
  "`juju status` shows nothing odd",
  "`x` equals `y`",
])("%s: words are left alone", (sentence) => {
  expect(respellCondition(sentence)).toBe(null);
});
