/** A real run in a process of its own, whose operator answers by plan: `node answering-run.ts ROOT PLAN`. Prints the run's id. */
import { join } from "node:path";
import { startRealRun } from "../../runtime/node/index.ts";
import type { Operator } from "../../runtime/ports.ts";
import type { Answer, Question } from "../../runtime/questions.ts";
import type { Plan } from "./small-run.ts";

const [root = "", plan = "{}"] = process.argv.slice(2);
const { word, markers } = JSON.parse(plan) as Plan;

/** A marker is answered by the words that its sentence begins with. */
function answer({ purpose, text }: Question): Answer {
  const marked = Object.entries(markers).find(([begin]) => text.startsWith(begin))?.[1] ?? "later";
  const key = purpose === "word" ? word : purpose === "revalidate" ? marked : "keep";
  return { kind: "chosen", key, text: key === "yes" || key === "no" ? "seen" : "" };
}

const operator: Operator = {
  name: "tess",
  interruption: new AbortController().signal,
  show: () => undefined,
  ask: async (question) => answer(question),
};
const { runId } = await startRealRun({
  stateFolder: join(root, ".rungate"),
  workingFolder: root,
  hosts: {},
  operator,
  procedureFolder: join(root, "generated", "notice"),
  markdownPath: join(root, "runbooks", "notice.md"),
  parameters: { notice: "Back at ten" },
});
process.stdout.write(runId);
