/** A second person in a rehearsal: by policy, by the scenario, by the wrong login. */
import { expect, test } from "vitest";
import { playDocument, type Played } from "../helpers/play-document.ts";

const document = `# Case

## Parameters

None.

## 1. Step

RUN -- local -- change (two-person)

\`\`\`bash
echo new > state
\`\`\`

GATE: \`cat state\` prints \`new\`.
`;
const play = (secondPerson: readonly Record<string, unknown>[], outcome = "done"): Promise<Played> =>
  playDocument(document, { secondPerson, outcome });

test("approves where the scenario says nothing, and after the time that it names", async () => {
  const played = await play([]);
  expect(played.failed, played.transcript).toEqual([]);
  expect(played.transcript).toContain("second on rehearsal has given the second word");
  const slow = await play([{ at: "1/run-1", as: "anna", after: "3m" }]);
  expect(slow.failed, slow.transcript).toEqual([]);
  expect(slow.transcript).toContain("anna on rehearsal has given the second word");
});

test.each([
  ["refuses", { says: "refuse", text: "wrong rack" }, "stopped", "refused the second word: wrong rack"],
  ["is the operator's own login", { as: "rehearsal" }, "waiting", "no second person answered within 15 min"],
  ["says nothing", { says: "nothing" }, "waiting", "no second person answered within 15 min"],
])("starts nothing where the second person %s", async (_what, plan, outcome, happened) => {
  const played = await play([plan], outcome);
  expect(played.failed, played.transcript).toEqual([]);
  expect(played.happened).toContain(happened);
  expect(Object.keys(played.files)).not.toContain("state");
});

test("that nobody asks is a failed check", async () => {
  expect((await play([{ at: "9/run-1" }])).failed.join()).toContain("never asked");
});
