/** `two-person`: whose second word counts, for what, for how long; and that nothing starts on the word of one. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { askForWord, spendApproval } from "../../runtime/approval.ts";
import type { ApprovalRequest, Approvals, Identity, SecondWord } from "../../runtime/approvals.ts";
import type { Command } from "../../runtime/ports.ts";
import { captureStdout, check } from "../../runtime/procedure.ts";
import type { Question } from "../../runtime/questions.ts";
import {
  blockOf,
  change,
  gateThat,
  live,
  liveOn,
  makeClock,
  makeWorld,
  procedureOf,
  stepOf,
  TestOperator,
  willing,
  type World,
} from "./world.ts";

const self: Identity = { user: "tester", uid: 7, host: "here" };
const second: Identity = { user: "anna", uid: 8, host: "there" };

type Answering = (request: ApprovalRequest, times: number) => Partial<SecondWord> | null;
const says =
  (fields: Partial<SecondWord> = {}): Answering =>
  () =>
    fields;

/** Answers each question as often as it is looked at. */
function approvalsThat(answering: Answering): Approvals & { readonly asked: ApprovalRequest[]; readonly open: Set<string> } {
  const asked: ApprovalRequest[] = [];
  const open = new Set<string>();
  let times = 0;
  return {
    self,
    asked,
    open,
    ask: async (request) => {
      asked.push(request);
      open.add(request.id);
      times = 0;
    },
    answers: async (id) => {
      const request = asked.findLast((one) => one.id === id) as ApprovalRequest;
      const fields = answering(request, times++);
      return fields === null
        ? []
        : [{ version: 1, request: id, shownSha256: request.shownSha256, verdict: "approve", reason: "", by: second, ...fields }];
    },
    withdraw: async (id) => void open.delete(id),
  };
}

const gate = gateThat("1/gate-1", "grep -qx one changes");
const procedure = procedureOf([stepOf("1", [change("1/run-1", "echo one >> changes", [gate], { isTwoPerson: true }), gate])]);
const changes = ({ folder }: World): string => (existsSync(join(folder, "changes")) ? readFileSync(join(folder, "changes"), "utf8") : "");

function worldWith(answering: Answering): World & { readonly approvals: ReturnType<typeof approvalsThat> } {
  const approvals = approvalsThat(answering);
  return { ...makeWorld({ clock: makeClock() }), approvals };
}

describe("a two-person change", () => {
  test("starts once both have given their word for the same hash, and the record says who", async () => {
    const world = worldWith(says());
    const { outcome } = await live(world, procedure);
    expect([outcome.state, changes(world)]).toEqual(["done", "one\n"]);
    const [request] = world.approvals.asked;
    expect(request?.shown).toMatchObject({ script: "echo one >> changes\n", host: "local" });
    const kinds = world.store.kinds();
    expect(kinds.indexOf("secondAsked")).toBeLessThan(kinds.indexOf("secondWord"));
    expect(kinds.indexOf("secondWord")).toBeLessThan(kinds.indexOf("intent"));
    expect(world.store.entries().find(({ kind }) => kind === "intent")).toMatchObject({
      shownSha256: request?.shownSha256,
      by: "tester",
      secondBy: "anna on there",
    });
    expect(world.approvals.open.size).toBe(0);
  });

  test.each([
    ["of the same name", { by: { ...second, user: "tester" } }, "`tester` runs the procedure"],
    ["of the same user id, whatever name and machine it claims", { by: { ...second, uid: 7 } }, "has the user id 7"],
    ["for another hash", { shownSha256: "0".repeat(64) }, "something else than what is shown"],
    ["for another question", { request: "00001-abc" }, "something else than what is shown"],
  ])("never starts on a word %s, and parks after 15 minutes", async (_what, fields, why) => {
    const world = worldWith(says(fields));
    const { outcome } = await live(world, procedure);
    expect([outcome.state, outcome.exitStatus, changes(world)]).toEqual(["waiting", 1, ""]);
    const verdicts = world.store.entries().filter(({ kind }) => kind === "secondWord");
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(["ignored", "expired"]);
    expect(String(verdicts[0]?.["why"])).toContain(why);
    expect(world.store.kinds()).not.toContain("intent");
  });

  test("stops where the second person refuses, with the reason", async () => {
    const world = worldWith(says({ verdict: "refuse", reason: "the wrong rack" }));
    const { outcome } = await live(world, procedure);
    expect([outcome.state, changes(world)]).toEqual(["stopped", ""]);
    expect(outcome.happened).toContain("anna on there refused the second word: the wrong rack");
  });

  test("ends cleanly where the operator interrupts the waiting; resumed, both are asked again", async () => {
    const operator = new TestOperator(willing);
    const world = worldWith((_request, times) => {
      if (times === 3) operator.controller.abort("SIGINT");
      return null;
    });
    const { outcome } = await live(world, procedure, { operator });
    expect([outcome.state, outcome.exitStatus, world.approvals.open.size, changes(world)]).toEqual(["interrupted", 130, 0, ""]);
    const approvals = approvalsThat(says());
    const resumed = await liveOn({ ...world, approvals }, procedure);
    expect([resumed.outcome.state, changes(world)]).toEqual(["done", "one\n"]);
    expect(resumed.operator.asked()).toContain("word 1/run-1");
    expect(approvals.asked[0]?.id).not.toBe(world.approvals.asked[0]?.id);
  });

  test("is asked for again where evidence became stale while the second person thought", async () => {
    const look = check({ id: "1/check-1", source: [1, 1], block: blockOf("cat value || echo 1"), freshMs: 60_000 });
    const value = captureStdout({ name: "n", from: look, source: [1, 1] });
    const run = change("1/run-1", 'echo "$RB_n" >> changes', [gate], { isTwoPerson: true, values: { RB_n: value } });
    const world = worldWith((request, times) => (times * 1000 >= 90_000 || request.id !== world.approvals.asked[0]?.id ? {} : null));
    const { outcome } = await live(world, procedureOf([stepOf("1", [look, value, run])]));
    expect(outcome.state).toBe("done");
    expect(world.approvals.asked).toHaveLength(2);
    expect(changes(world)).toBe("1\n");
  });

  test("is asked for before the operator is told to do it by hand", async () => {
    const world = worldWith(says({ verdict: "refuse", reason: "no" }));
    const run = change("1/run-1", "reboot", [gate], { isTwoPerson: true, isInteractive: true });
    const { outcome, operator } = await live(world, procedureOf([stepOf("1", [run, gate])]));
    expect(outcome.state).toBe("stopped");
    expect(world.approvals.asked[0]?.shown.script).toBe("reboot\n");
    expect(operator.asked()).not.toContain("byHand 1/run-1");
  });
});

describe("a gate that does not hold", () => {
  const closed = gateThat("1/gate-1", "false");
  const gated = procedureOf([stepOf("1", [closed, change("1/run-1", "echo one >> changes", [gate]), gate])]);
  const overriding = (question: Question): string =>
    question.purpose === "gateFailed" ? "override the probe is broken" : String(willing(question));

  test("is overridden by two, with the reason, and stays a finding", async () => {
    const world = worldWith(says());
    const { outcome, operator } = await live(world, gated, { answering: overriding });
    expect([outcome.state, changes(world)]).toEqual(["done", "one\n"]);
    expect(outcome.findings.join()).toMatch(/did not hold .* overridden by tester and anna on there: the probe is broken/);
    expect(world.approvals.asked[0]?.shown).toMatchObject({ effect: "override", script: "`false` succeeds" });
    expect(
      operator.questions.find(({ purpose }) => purpose === "gateFailed")?.options.map(({ key, wantsText }) => [key, wantsText]),
    ).toContainEqual(["override", true]);
  });

  test("is not overridden by one, nor where there is no way to a second person", async () => {
    const world = worldWith(says({ by: self }));
    const { outcome } = await live(world, gated, { answering: overriding });
    expect([outcome.state, changes(world)]).toEqual(["waiting", ""]);
    const alone = makeWorld();
    const { operator } = await live(alone, gated);
    expect(operator.questions.find(({ purpose }) => purpose === "gateFailed")?.options.map(({ key }) => key)).toEqual(["again", "stop"]);
  });
});

test("a crash at any write of a two-person run never starts the change twice, nor on one word", async () => {
  for (let write = 0; ; write += 1) {
    const world = worldWith(says());
    let left = write;
    world.store.beforeAppend = () => {
      if (left-- === 0) throw new Error("crash");
    };
    const lived = await live(world, procedure).catch(() => null);
    world.store.beforeAppend = () => undefined;
    if (lived === null) {
      const again = { ...world, approvals: approvalsThat(says()) };
      const resumed = world.store.bytes.length === 0 ? await live(again, procedure) : await liveOn(again, procedure);
      expect([write, resumed.outcome.state]).toEqual([write, "done"]);
    }
    expect([write, changes(world)]).toEqual([write, "one\n"]);
    const entries = world.store.entries();
    for (const [index, { kind }] of entries.entries())
      if (kind === "intent") expect(entries[index - 1]).toMatchObject({ kind: "secondWord", verdict: "approved" });
    if (lived !== null) break;
    expect(write).toBeLessThan(60);
  }
});

test("an approval of two persons starts nothing before it is countersigned, and by nobody else", async () => {
  const command: Command = {
    attempt: "a",
    host: "local",
    script: "true\n",
    file: "blocks/a.sh",
    session: null,
    environment: {},
    lists: {},
    secrets: {},
    timeoutMs: 1,
  };
  const place = { step: "1", stepTitle: "", item: null, itemTitle: null, keyword: "RUN", rows: [], sourceFile: "", lines: [1, 1] } as const;
  const shown = {
    host: "local",
    script: "true\n",
    session: null,
    values: [],
    effect: "mutating",
    evidence: [],
    revert: null,
    timeoutMs: 1,
  };
  const question = { purpose: "word", place, text: "", options: [], shown, isSecret: false } as const;
  const { approval } = await askForWord(new TestOperator(() => "run"), { question, shown, command, isTwoPerson: true });
  if (approval === null) throw new Error("The word `run` made no approval.");
  expect(() => spendApproval(approval, command)).toThrow("on the word of one");
  const word: SecondWord = { version: 1, request: "r", shownSha256: approval.shownSha256, verdict: "approve", reason: "", by: second };
  expect(() => approval.countersign({ ...word, by: self }, self)).toThrow("does not count");
  expect(() => approval.countersign({ ...word, shownSha256: "0".repeat(64) }, self)).toThrow("does not count");
  expect(() => approval.countersign({ ...word, verdict: "refuse" }, self)).toThrow("does not count");
  approval.countersign(word, self);
  expect(() => spendApproval(approval, command)).not.toThrow();
  expect(() => spendApproval(approval, command)).toThrow("used twice");
});
