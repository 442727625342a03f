/** Asks for the word at a terminal, after a while in which one may type ahead. Prints the answer as JSON on stdout. */
import { TerminalOperator } from "../../runtime/node/operator.ts";
import type { Question } from "../../runtime/questions.ts";

const [, , waitMs, longWaitMs] = process.argv;
const operator = new TerminalOperator(longWaitMs === undefined ? {} : { longWaitMs: Number(longWaitMs) });
const question: Question = {
  purpose: "word",
  text: "Start this change?",
  isSecret: false,
  shownSha256: "0".repeat(64),
  place: {
    step: "1",
    stepTitle: "One",
    item: "1/run-1",
    itemTitle: "change",
    keyword: "RUN",
    rows: [],
    sourceFile: "runbooks/x.md",
    lines: [1, 2],
  },
  options: [
    { key: "run", meaning: "start it", wantsText: false },
    { key: "skip", meaning: "leave it out", wantsText: true },
    { key: "stop", meaning: "end the run here", wantsText: false },
  ],
  shown: {
    host: "local",
    script: 'echo "${RB_app}"\n',
    session: null,
    values: [{ variable: "RB_app", name: "app", value: "key\u001b[2Jstone" }],
    effect: "mutating",
    evidence: [],
    revert: null,
    timeoutMs: 60_000,
  },
};
process.stderr.write("ready\n");
await new Promise((resolve) => setTimeout(resolve, Number(waitMs ?? 0)));
process.stdout.write(`answer ${JSON.stringify(await operator.ask(question))}\n`);
operator.close();
