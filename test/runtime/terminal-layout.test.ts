/** The layout of the operator's screen: a pure function from lines to rows, for any number of columns. */
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { questionLines, viewLines } from "../../runtime/node/render.ts";
import { proseRows } from "../../runtime/node/render-prose.ts";
import { displayWidth, layOut, type Page } from "../../runtime/node/render-lines.ts";
import { statusLine } from "../../runtime/node/status-line.ts";
import type { Place, Question } from "../../runtime/questions.ts";
import type { EndedView } from "../../runtime/views.ts";

const place: Place = {
  step: "2.2",
  stepTitle: "Upgrade",
  item: "2.2/run-1",
  itemTitle: "upgrade the controller",
  keyword: "RUN",
  rows: ["keystone"],
  sourceFile: "runbooks/x.md",
  lines: [7, 9],
};
const command =
  "juju upgrade-controller --agent-version \"${RB_target}\" \\\n\t--name '更新 更新 更新 更新 更新 更新 更新 更新 更新 更新'  two  blanks";
const question: Question = {
  purpose: "word",
  place,
  text: "Start this change?",
  isSecret: false,
  shownSha256: "0".repeat(64),
  options: [
    { key: "run", meaning: "start it", wantsText: false },
    { key: "skip", meaning: "leave this item out; recorded as a finding", wantsText: true },
  ],
  shown: {
    host: "jumphost",
    script: `${command}\n`,
    session: null,
    values: [{ variable: "RB_target", name: "target", value: "3.6.25\u001b[8mhidden" }],
    effect: "mutating",
    evidence: [{ item: "GATE the backup is there", what: "every line is `ok`.", result: "holds", ageMs: 65_000 }],
    revert: null,
    timeoutMs: 900_000,
  },
};
const end: EndedView = {
  runId: "20260705T100000Z-x-7f3a",
  state: "stopped",
  at: place,
  stepNumber: 9,
  stepCount: 31,
  happened: "the gate does not hold: every line is `3.6.25`: 1 of 2 lines",
  worldNow: "steps 1 to 2.1 are done; step 2.2 has begun",
  next: "see appendix-A; then rungate resume 20260705T100000Z-x-7f3a",
  findings: [],
  reverts: ["2.2/run-1: juju downgrade"],
  openWindows: [],
  obligations: [],
  head: "0123456789abcdef",
  entries: 12,
};
const page = (columns: number | null, isPlain = false): Page => ({ columns, isPlain, hasColour: false });
const screen = (columns: number | null, isPlain = false): string =>
  `${[...layOut(questionLines(question, "9 of 31"), page(columns, isPlain)), ...layOut(viewLines({ kind: "ended", outcome: end }), page(columns, isPlain))].join("\n")}\n`;

test("80 columns", () =>
  expect(screen(80)).toMatchInlineSnapshot(`
    "
    2.2 (9 of 31)  RUN  upgrade the controller  [keystone]          runbooks/x.md:7
         Start this change?
         host      jumphost   mutating   at most 15 min 00 s
         | juju upgrade-controller --agent-version "\${RB_target}" \\
         | 	--name '更新 更新 更新 更新 更新 更新 更新 更新 更新 更新'  two  blanks
         RB_target 3.6.25<ESC>[8mhidden
         evidence  GATE the backup is there: holds (1 min 05 s ago)   every line is
                   \`ok\`.
         undo      the author says nothing
           run            start it
           skip REASON    leave this item out; recorded as a finding

    STOPPED at step 2.2, Upgrade (runbooks/x.md:7)
      happened   the gate does not hold: every line is \`3.6.25\`: 1 of 2 lines
      world now  steps 1 to 2.1 are done; step 2.2 has begun
      reverts    2.2/run-1: juju downgrade
      next       see appendix-A; then
    rungate resume 20260705T100000Z-x-7f3a
      record     12 entries, head 0123456789ab
    "
  `));
test("20 columns", () =>
  expect(screen(20)).toMatchInlineSnapshot(`
    "
    2.2 (9 of 31)  RUN
      upgrade the
      controller
      [keystone]
    (runbooks/x.md:7)
    Start this change?
    host: jumphost,
      mutating, at most
      15 min 00 s
    | juju upgrade-cont
    : roller --agent-ve
    : rsion "\${RB_targe
    : t}" \\
    | 	--name '更
    : 新 更新 更新 更新
    :  更新 更新 更新 
    : 更新 更新 更新'  
    : two  blanks
    RB_target: 3.6.25<E
      SC>[8mhidden
    evidence: GATE the
      backup is there:
      holds (1 min 05 s
      ago), every line
      is \`ok\`.
    undo: the author
      says nothing
    run: start it
    skip REASON: leave
      this item out;
      recorded as a
      finding

    STOPPED at step
      2.2, Upgrade
      (runbooks/x.md:7)
    happened: the gate
      does not hold:
      every line is
      \`3.6.25\`: 1 of 2
      lines
    world now: steps 1
      to 2.1 are done;
      step 2.2 has
      begun
    reverts: 2.2/run-1:
      juju downgrade
    next: see
      appendix-A; then
    rungate resume 20260705T100000Z-x-7f3a
    record: 12 entries,
      head 0123456789ab
    "
  `));
test("plain", () =>
  expect(screen(null, true)).toMatchInlineSnapshot(`
  "
  2.2 (9 of 31)  RUN  upgrade the controller  [keystone]
  (runbooks/x.md:7)
  Start this change?
  host: jumphost, mutating, at most 15 min 00 s
  | juju upgrade-controller --agent-version "\${RB_target}" \\
  | 	--name '更新 更新 更新 更新 更新 更新 更新 更新 更新 更新'  two  blanks
  RB_target: 3.6.25<ESC>[8mhidden
  evidence: GATE the backup is there: holds (1 min 05 s ago), every line is \`ok\`.
  undo: the author says nothing
  run: start it
  skip REASON: leave this item out; recorded as a finding

  STOPPED at step 2.2, Upgrade (runbooks/x.md:7)
  happened: the gate does not hold: every line is \`3.6.25\`: 1 of 2 lines
  world now: steps 1 to 2.1 are done; step 2.2 has begun
  reverts: 2.2/run-1: juju downgrade
  next: see appendix-A; then
  rungate resume 20260705T100000Z-x-7f3a
  record: 12 entries, head 0123456789ab
  "
`));

describe.each([1, 5, 12, 20, 59, 60, 80, 300])("%s columns", (columns) => {
  const rows = layOut(questionLines(question), page(columns));
  test("no row is longer than the screen", () => {
    for (const row of rows) expect(displayWidth(row), row).toBeLessThan(Math.max(columns, 10));
  });
  test("not one character of the command is cut", () => {
    const shown = rows
      .filter((row) => /^ *[|:] /.test(row))
      .map((row) => row.replace(/^ *: /, "").replace(/^ *\| /, "\n"))
      .join("");
    expect(shown).toBe(`\n${command}`);
  });
});

test("prose takes the width of the screen, and a table is read row by row", () => {
  const text =
    "Some words\nthat go on.\n\n- an item\n  that goes on\n- another\n\n| Seen | Meaning |\n|---|---|\n| `a \\| b` | EXPECTED. |\n\n```bash\nls |\n  wc\n```";
  expect(proseRows(text)).toEqual([
    "Some words that go on.",
    "",
    "- an item that goes on",
    "- another",
    "",
    "- Seen: Meaning",
    "- `a | b`: EXPECTED.",
    "",
    "```bash",
    "ls |",
    "  wc",
    "```",
  ]);
  expect(layOut(viewLines({ kind: "words", place, weight: "reading", text: "- an item\n  that goes on" }), page(20))).toEqual([
    "- an item that goes",
    "  on",
  ]);
});

test("a width is what a terminal gives it", () => {
  for (const text of ["plain", "更新", "é", "e\u0301", "한글", "😀", "ﾊﾝ", "ＡＢ", "\u001b[31mred\u001b[0m"])
    expect(displayWidth(text), text).toBe(stringWidth(text));
});

test.each([
  [80, "     02:10 of 15:00   keystone   last output 3 s ago   window controller blind 01"],
  [20, "02:10 of 15:00   key"],
  [10, "02:10 of "],
])("the status row of %i columns", (columns, expected) => {
  const windows = [{ name: "controller blind", openMs: 70_000 }];
  const line = statusLine({ elapsedMs: 130_000, budgetMs: 900_000, name: "keystone", quietMs: 3500, note: "更新", windows }, columns);
  expect(line).toBe(expected.slice(0, columns - 1));
});
