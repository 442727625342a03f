/** Scenario files: what they may say, and where a mistake in one is. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkEnd, lookUp, type End } from "../../rehearsal/expectation.ts";
import { makeOperator } from "../../rehearsal/operator.ts";
import { parseScenario } from "../../rehearsal/scenario.ts";
import type { Place, Purpose, Question } from "../../runtime/questions.ts";

describe("parsing", () => {
  const folder = "runbooks/ops-update-procedure.rehearsal";
  test.each(readdirSync(folder))("%s of the update procedure is one", (name) => {
    expect(parseScenario(readFileSync(`${folder}/${name}`, "utf8"))).toHaveProperty("scenario");
  });

  test("times and words are read", () => {
    const parsed = parseScenario(
      "shows: x\nworld: plain\nfaults:\n  - { fault: a, at: 20m, app: cinder }\n  - { fault: b, before: juju refresh cinder }\nexpect: { outcome: done }\n",
    );
    expect(parsed).toMatchObject({
      scenario: {
        seed: 1,
        faults: [
          { fault: "a", at: 1_200_000, app: "cinder" },
          { fault: "b", before: ["juju", "refresh", "cinder"] },
        ],
      },
    });
  });

  const whole = "shows: x\nworld: plain\nexpect: { outcome: done }\n";
  const outcomes = "`done`, `stopped`, `waiting`, `unknown`, `interrupted`, `unclosed`, `refused`, `broken`";
  const keys = "`shows`, `world`, `seed`, `parameters`, `steps`, `faults`, `operator`, `kill`, `expect`";
  test.each([
    [
      "shows: x\nworld: plain\nexpect: { outcome: finished }\n",
      3,
      20,
      `Unexpected \`finished\` at \`expect.outcome\`, expected one of ${outcomes}`,
    ],
    ["shows: x\nworld: plain\nexpect: {}\n", 3, 9, `Unexpected entry \`expect\` without \`outcome\`, expected one of ${outcomes}`],
    [`${whole}sede: 3\n`, 4, 1, `Unexpected key \`sede\`, expected one of ${keys}`],
    ["shows: x\nworld: plain\n", 1, 1, "Unexpected scenario without `expect`, expected a mapping with `outcome`"],
    [
      `${whole}faults: [{ fault: a, at: soon }]\n`,
      4,
      26,
      "Unexpected `soon` at `faults.0.at`, expected a duration such as `90s`, `20m` or `1h`",
    ],
    [
      `${whole}faults: [{ fault: a, at: 1m, before: juju }]\n`,
      4,
      10,
      "Unexpected `{ fault: a, at: 1m, before: juju }` at `faults.0`, expected either `at` or `before`",
    ],
    [`${whole}faults: [{ at: 1m }]\n`, 4, 10, "Unexpected entry `faults.0` without `fault`, expected the name of a fault of the world"],
    [`${whole}faults: [{ fault: a, size: [1] }]\n`, 4, 28, "Unexpected `[1]` at `faults.0.size`, expected a text or a number"],
    [
      "shows: x\nworld: plain\nexpect: { outcome: done, world: { controller: 1 } }\n",
      3,
      35,
      "Unexpected `controller` at `expect.world.controller`, expected a JSON Pointer, which begins with `/`",
    ],
    [
      `${whole}operator: { for: word, choose: stop }\n`,
      4,
      11,
      "Unexpected `{ for: word, choose: stop }` at `operator`, expected a list of answers",
    ],
    [
      `${whole}operator: [{ for: word }]\n`,
      4,
      12,
      "Unexpected entry `operator.0` without `choose`, expected the answer, as the question offers it",
    ],
    [
      `${whole}operator: [{ chose: stop }]\n`,
      4,
      12,
      "Unexpected entry `operator.0` without `choose`, expected the answer, as the question offers it",
    ],
    [
      `${whole}operator: [{ choose: stop, time: 1 }]\n`,
      4,
      28,
      "Unexpected key `time`, expected one of `at`, `for`, `row`, `choose`, `text`, `times`",
    ],
    [`${whole}operator: [{ choose: stop, times: 0 }]\n`, 4, 35, "Unexpected `0` at `operator.0.times`, expected a whole number, 1 or more"],
    [`${whole}seed: many\n`, 4, 7, "Unexpected `many` at `seed`, expected a whole number, 0 or more"],
    [`${whole}steps: 2.2\n`, 4, 8, "Unexpected `2.2` at `steps`, expected a list of steps that are marked `only when named`"],
    [`${whole}kill: { durng: x }\n`, 4, 7, "Unexpected entry `kill` without `during`, expected the words of a command"],
    [`${whole}parameters: [a]\n`, 4, 13, "Unexpected `[a]` at `parameters`, expected a mapping from names to values"],
    [`${whole}parameters: { a: [1] }\n`, 4, 18, "Unexpected `[1]` at `parameters.a`, expected a text or a number"],
    [
      "shows: ''\nworld: plain\nexpect: { outcome: done }\n",
      1,
      8,
      "Unexpected `''` at `shows`, expected one sentence that says what the scenario shows",
    ],
    [`${whole}shows: y\n`, 4, 1, "Unexpected key that stands twice, expected each key once"],
    [
      "shows: [x\n",
      2,
      1,
      "Unexpected text, expected YAML: flow sequence in block collection must be sufficiently indented and end with a ]",
    ],
    ["a: &a 1\nb: *a\n", 2, 4, "Unexpected alias `*a`, expected plain values"],
    ["a: !!js/function x\n", 1, 18, "Unexpected tag `tag:yaml.org,2002:js/function`, expected plain values"],
    ["- x\n", 1, 1, "Unexpected `- x`, expected a mapping with `shows`, `world` and `expect`"],
    ["", 1, 1, "Unexpected nothing, expected a mapping with `shows`, `world` and `expect`"],
  ])("%j has its mistake at %i:%i", (text, line, column, message) => {
    const parsed = parseScenario(text);
    const [problem] = "problems" in parsed ? parsed.problems : [];
    expect(problem).toMatchObject({ line, column, message });
    expect(problem?.fix).toMatch(/^(Add|Merge|Mend|Write) /);
  });
});

const place: Place = {
  step: "4.0",
  stepTitle: "",
  item: "4.0/run-1",
  itemTitle: null,
  keyword: "RUN",
  rows: ["cinder"],
  sourceFile: "x.md",
  lines: [1, 1],
};
const question = (purpose: Purpose, keys: readonly string[], fields: Partial<Place> = {}): Question => ({
  purpose,
  place: { ...place, ...fields },
  text: "?",
  options: keys.map((key) => ({ key, meaning: "", wantsText: key === "go on" })),
  shown: null,
  shownSha256: null,
  isSecret: false,
});

describe("the operator", () => {
  test("answers by policy: changes run, trouble stops, what has no safe answer is not answered", async () => {
    const operator = makeOperator([], () => undefined);
    const key = async (asked: Question): Promise<string> => {
      const answer = await operator.ask(asked);
      return answer.kind === "chosen" ? answer.key : answer.kind;
    };
    expect(await key(question("word", ["run", "skip", "stop"]))).toBe("run");
    expect(await key(question("gateFailed", ["again", "otherwise", "stop"]))).toBe("otherwise");
    expect(await key(question("gateFailed", ["again", "stop"]))).toBe("stop");
    expect(await key(question("expectMissed", ["go on", "stop"]))).toBe("stop");
    expect(await key(question("outcome", ["happened", "did not", "stop"]))).toBe("stop");
    expect(await key(question("decision", ["1", "2", "stop"]))).toBe("gone");
    expect(await key(question("parameter", ["value"]))).toBe("gone");
  });

  test("answers from the scenario where all that a decision names agrees, as often as it says", async () => {
    const operator = makeOperator(
      [
        { at: "4.0/run-1", row: "glance", choose: "stop", text: "no" },
        { at: "4.0", for: "word", row: "cinder", choose: "skip", text: "later", times: 1 },
        { for: "gate", choose: "no", text: "" },
      ],
      () => undefined,
    );
    const word = question("word", ["run", "skip", "stop"]);
    expect(await operator.ask(word)).toEqual({ kind: "chosen", key: "skip", text: "later" });
    expect(await operator.ask(word)).toMatchObject({ key: "run" });
    expect(operator.unused()).toMatchObject([{ row: "glance" }, { for: "gate" }]);
  });
});

test("a decision that says `again` for ever ends", async () => {
  const operator = makeOperator([{ for: "gateFailed", choose: "again", text: "" }], () => undefined);
  const keys: string[] = [];
  for (let turn = 0; turn < 101; turn += 1) {
    const answer = await operator.ask(question("gateFailed", ["again", "stop"]));
    keys.push(answer.kind === "chosen" ? answer.key : answer.kind);
  }
  expect(keys.slice(-2)).toEqual(["again", "stop"]);
});

describe("the end", () => {
  const end: End = {
    outcome: "done",
    stoppedAt: null,
    stoppedStep: null,
    findings: ["magnum is excluded"],
    world: { units: { "keystone/0": "active" }, list: [1, { a: null }] },
    unusedDecisions: [],
    unanswered: [],
  };

  test.each([
    ["/units/keystone~10", "active"],
    ["/list/1/a", null],
    ["/list/9", undefined],
    ["/units/nothing/deeper", undefined],
    ["/__proto__", undefined],
    ["", end.world],
  ])("the pointer %s", (pointer, value) => {
    expect(lookUp(end.world, pointer)).toEqual(value);
  });

  test("holds only if everything does", () => {
    const expected = { outcome: "done" as const, world: { "/list/0": 1, "/units": { "keystone/0": "active" } }, findings: ["magnum"] };
    expect(checkEnd(expected, end).every(({ holds }) => holds)).toBe(true);
    const failing = [
      checkEnd({ ...expected, outcome: "stopped" }, end),
      checkEnd({ ...expected, stoppedAt: "3" }, end),
      checkEnd({ ...expected, findings: ["cinder"] }, end),
      checkEnd({ ...expected, world: { "/list/0": "1" } }, end),
      checkEnd({ ...expected, world: { "/missing": null } }, end),
      checkEnd(expected, { ...end, unusedDecisions: [{ choose: "no", text: "" }] }),
      checkEnd(expected, { ...end, unanswered: ["decision at 4"] }),
    ];
    for (const checks of failing) expect(checks.filter(({ holds }) => !holds)).toHaveLength(1);
  });
});
