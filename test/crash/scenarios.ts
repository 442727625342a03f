/**
 * What simulated runs execute: each kind of step in a procedure of its own, small enough that every point of it is met. The
 * blocks are written in the words of `process.ts`.
 */
import {
  argument,
  callForEach,
  callForEachRow,
  callOnce,
  captureRows,
  captureStdout,
  caution,
  check,
  decision,
  defineProcedure,
  defineRunbook,
  exclude,
  expect,
  finallyDo,
  gate,
  is,
  manual,
  note,
  parameter,
  step,
  stop,
  streamCondition,
  succeeds,
  commandCondition,
  when,
  windowClose,
  windowOpen,
  type Block,
  type Check,
  type CompiledProcedure,
  type Gate,
  type Item,
  type Run,
} from "../../runtime/procedure.ts";
import { blockOf, change, procedureOf, stepOf } from "../runtime/hand-written.ts";
import type { Habit } from "./operator.ts";

export interface Scenario {
  readonly name: string;
  readonly procedure: CompiledProcedure;
  /** How often each key was applied, and not undone, at the end. A key that is not named is not compared. */
  readonly expected: Readonly<Record<string, number>>;
  readonly habit: Habit;
  /** What a run ends with where nothing fails; it is gone on with until it does. */
  readonly ends: "done" | "stopped";
  /** `FINALLY` of the whole procedure, by its path. */
  readonly finally: string | null;
  readonly secrets: Readonly<Record<string, string>>;
  /** Which way it goes depends on what the operator sees after a crash: its record is not compared with a quiet run's. */
  readonly isFree: boolean;
}

const usual: Habit = () => undefined;
const at = [1, 1] as const;

const scenario = (
  name: string,
  items: readonly Item[] | CompiledProcedure,
  fields: Partial<Omit<Scenario, "name" | "procedure">> = {},
): Scenario => ({
  name,
  procedure: "steps" in items ? items : procedureOf([stepOf("1", items)]),
  expected: { a: 1 },
  habit: usual,
  ends: "done",
  finally: null,
  secrets: {},
  isFree: false,
  ...fields,
});

const look = (id: string, script: string, freshMs: number | null = null): Check =>
  check({ id, source: at, block: blockOf(script), freshMs });
const has = (id: string, key: string, fields: Partial<Parameters<typeof gate>[0]> = {}): Gate => probing(id, `has ${key}`, fields);
const probing = (id: string, probe: string, fields: Partial<Parameters<typeof gate>[0]> = {}): Gate =>
  gate({
    id,
    source: at,
    sentence: `\`${probe}\` succeeds`,
    conditions: [commandCondition(`\`${probe}\` succeeds`, blockOf(probe), succeeds)],
    ...fields,
  });
/** A change and the gate that judges it. */
const changed = (id: string, key: string, fields: Parameters<typeof change>[3] = {}, script = `apply ${key}`): [Run, Gate] => {
  const judged = has(`${id.replace("run", "gate")}`, key);
  return [change(id, script, [judged], fields), judged];
};
const undo = (key: string): Block => blockOf(`undo ${key}`, { effect: "mutating" });
/** A condition that the machine finds true, or false, by looking. */
const looking = (probe: string): ReturnType<typeof commandCondition> => commandCondition(`\`${probe}\` succeeds`, blockOf(probe), succeeds);

const seven = look("1/check-1", "say 7");
const number = captureStdout({ name: "n", from: seven, source: at, type: "int" });

/** Goes through one body for each item of a list. */
function looped(name: string, concurrency: number): Scenario {
  const item = argument("app");
  const values = { RB_app: item };
  const inner = gate({
    id: "p/gate-1",
    source: at,
    sentence: "it has changed",
    conditions: [commandCondition("it has changed", blockOf("has ${RB_app}", { values }), succeeds)],
  });
  const body = defineProcedure({
    name: "p",
    title: "P",
    parameters: ["app"],
    source: at,
    items: [
      check({ id: "p/check-1", source: at, block: blockOf("say ${RB_app}", { values }) }),
      captureStdout({ name: "seen", from: "p/check-1", source: at }),
      change("p/run-1", "apply ${RB_app}", [inner], { values }),
      inner,
    ],
  });
  const items = ["a", "b", "c"];
  return scenario(name, [callForEach(body, { id: "1/do-1", source: at, text: "", items, isOrdered: true, concurrency })], {
    expected: { a: 1, b: 1, c: 1 },
  });
}

function skipping(): Scenario {
  const app = argument("app");
  const judged = gate({
    id: "p/gate-1",
    source: at,
    sentence: "it has changed",
    conditions: [commandCondition("it has changed", blockOf("has ${RB_app}", { values: { RB_app: app } }), succeeds)],
    otherwise: { kind: "skipItem", why: "it does not change" },
  });
  const listed = look("1/check-1", "say a 1\nsay b 2\nsay c 3");
  const table = captureRows({ name: "worklist", from: listed, source: at, columns: { app: "text", unit: "int" } });
  const body = defineProcedure({
    name: "p",
    title: "P",
    parameters: ["app"],
    source: at,
    items: [judged, change("p/run-1", "apply did-${RB_app}", [judged], { values: { RB_app: app } })],
  });
  return scenario(
    "EXCLUDE and items that are skipped",
    [
      listed,
      table,
      exclude({ id: "1/exclude-1", source: at, table, where: { app: is("b") }, text: "not today", evidence: blockOf("say why") }),
      ...changed("1/run-1", "a"),
      callForEachRow(body, { id: "1/do-1", source: at, text: "", table }),
    ],
    { expected: { a: 1, "did-a": 1 } },
  );
}

function calledRunbook(): Scenario {
  const app = argument("app");
  const values = { RB_app: app };
  const judged = gate({
    id: "called/1/gate-1",
    source: at,
    sentence: "it has changed",
    conditions: [commandCondition("it has changed", blockOf("has ${RB_app}", { values }), succeeds)],
  });
  const runbook = defineRunbook({
    name: "runbooks/called",
    title: "Called",
    parameters: ["app"],
    source: at,
    steps: [
      stepOf("called/1", [change("called/1/run-1", "apply ${RB_app}", [judged], { values }), judged]),
      stepOf("called/2", [
        finallyDo({ id: "called/2/finally-1", source: at, text: "", block: blockOf("say closed ${RB_app}", { values }) }),
      ]),
    ],
  });
  return scenario(
    "a runbook that is called",
    [
      callOnce(runbook, { id: "1/do-1", source: at, text: "", arguments: { app: "a" } }),
      callOnce(runbook, { id: "1/do-2", source: at, text: "", arguments: { app: "b" } }),
    ],
    { expected: { a: 1, b: 1 } },
  );
}

const reverting: Habit = ({ purpose, options }) =>
  purpose === "gateFailed" ? (options.some(({ key }) => key === "revert") ? "revert" : "stop") : undefined;

const failing = (id: string, script: string, fields: Parameters<typeof change>[3] = {}): [Run, Gate] => {
  const judged = has(id.replace("run", "gate"), "a");
  return [change(id, script, [judged], fields), judged];
};

export const scenarios: readonly Scenario[] = [
  scenario(
    "CHECK, CAPTURE, RUN",
    [seven, number, ...changed("1/run-1", "a-7", { values: { RB_n: number } }, "apply a-${RB_n}"), ...changed("1/run-2", "b")],
    { expected: { "a-7": 1, b: 1 } },
  ),
  scenario("RUN that fails once, started again on the word", failing("1/run-1", "apply a\nunless a 2"), {
    // Said to have happened, it is not started again: once or twice is right.
    expected: {},
    isFree: true,
  }),
  scenario("RUN once", [seven, ...changed("1/run-1", "a", { isOnce: true }), ...changed("1/run-2", "b")], { expected: { a: 1, b: 1 } }),
  scenario("RUN idempotent, repeated where its outcome is unknown", changed("1/run-1", "a", { isIdempotent: true }), {
    habit: ({ purpose, options }, { random }) =>
      purpose === "outcome" && options.some(({ key }) => key === "again") && random.below(2) === 0 ? "again" : undefined,
    expected: {},
    isFree: true,
  }),
  scenario("RUN two-person", changed("1/run-1", "a", { isTwoPerson: true })),
  scenario(
    "RUN over its time",
    changed("1/run-1", "a", { block: blockOf("wait 2500\napply a\nwait 1500", { effect: "mutating", timeoutMs: 1000 }) }),
  ),
  scenario(
    "GATE with a poll",
    [
      changed("1/run-1", "a")[0],
      probing("1/gate-1", "slowly a", { poll: { everyMs: 1000, upToMs: 60_000, firstAfterMs: 500 } }),
      ...changed("1/run-2", "b"),
    ],
    { expected: { a: 1, b: 1 } },
  ),
  scenario(
    "GATE that judges what the RUN printed, polled",
    (() => {
      const judged = gate({
        id: "1/gate-1",
        source: at,
        judges: "1/run-1",
        sentence: "stdout is `done`",
        conditions: [streamCondition("stdout is `done`", "stdout", is("done"))],
        poll: { everyMs: 1000, upToMs: 2000, firstAfterMs: 0 },
      });
      const again = gate({
        id: "1/gate-2",
        source: at,
        judges: "1/check-1",
        sentence: "stdout is `7`",
        conditions: [streamCondition("stdout is `7`", "stdout", is("7"))],
        poll: { everyMs: 1000, upToMs: 2000, firstAfterMs: 0 },
      });
      return [seven, again, change("1/run-1", "apply a\nsay done", [judged]), judged];
    })(),
  ),
  scenario(
    "GATE in prose, CAUTION, NOTE",
    [
      caution({ id: "1/caution-1", source: at, text: "This restarts." }),
      ...changed("1/run-1", "a"),
      gate({ id: "1/gate-2", source: at, sentence: "Do the users notice nothing?" }),
      note({ id: "1/note-1", source: at, text: "Nearly there." }),
      ...changed("1/run-2", "b"),
      gate({ id: "1/gate-4", source: at, sentence: "Still nothing?" }),
    ],
    { expected: { a: 1, b: 1 } },
  ),
  scenario(
    "EXPECT that is missed",
    [
      ...changed("1/run-1", "a"),
      expect({ id: "1/expect-1", source: at, sentence: "`has never` succeeds", conditions: [looking("has never")] }),
      ...changed("1/run-2", "b"),
    ],
    { expected: { a: 1, b: 1 } },
  ),
  looped("DO for each item", 1),
  looped("DO, 2 at a time", 2),
  skipping(),
  calledRunbook(),
  scenario(
    "REVERT where the gate fails",
    (() => {
      const judged = has("1/gate-2", "never");
      return [
        ...changed("1/run-1", "a"),
        change("1/run-2", "apply b", [judged], {
          revert: { kind: "commands", block: undo("b"), later: blockOf("undo more", { effect: "mutating" }), text: "undo b" },
        }),
        judged,
      ];
    })(),
    { expected: { a: 1, b: 0 }, habit: reverting, ends: "stopped", isFree: true },
  ),
  scenario(
    "REVERT offered at STOP",
    [
      ...changed("1/run-1", "a", { revert: { kind: "commands", block: undo("a"), later: null, text: "undo a" } }),
      ...changed("1/run-2", "b", { revert: { kind: "none", why: "it is final" } }),
      stop({ id: "1/stop-1", source: at, reason: "far enough" }),
    ],
    {
      expected: { a: 0, b: 1 },
      habit: ({ purpose, options }) => (purpose === "revertOffer" ? (options.some(({ key }) => key === "1") ? "1" : "keep") : undefined),
      ends: "stopped",
      isFree: true,
    },
  ),
  scenario(
    "FINALLY that reads",
    [
      ...changed("1/run-1", "a"),
      finallyDo({ id: "1/finally-1", source: at, text: "", block: blockOf("say closed") }),
      ...changed("1/run-2", "b"),
    ],
    { expected: { a: 1, b: 1 }, finally: "1/finally-1" },
  ),
  scenario(
    "FINALLY that changes",
    [
      ...changed("1/run-1", "a"),
      finallyDo({ id: "1/finally-1", source: at, text: "", block: blockOf("apply closed", { effect: "mutating" }) }),
      ...changed("1/run-2", "b"),
    ],
    { expected: { a: 1, b: 1 }, finally: "1/finally-1", isFree: true },
  ),
  scenario(
    "WHEN, of the machine and in prose",
    [
      when({ id: "1/when-1", source: at, sentence: "`has never` succeeds", conditions: [looking("has never")], appliesTo: "nextBlock" }),
      ...changed("1/run-1", "never"),
      when({ id: "1/when-2", source: at, sentence: "Is it Sunday?", appliesTo: "nextBlock" }),
      ...changed("1/run-2", "a"),
      // Where the machine could not look, the operator can.
    ],
    { habit: ({ purpose, place }) => (purpose === "when" && place.item === "1/when-1" ? "no" : undefined) },
  ),
  scenario(
    "DECISION that goes to a section",
    procedureOf([
      stepOf("1", [
        ...changed("1/run-1", "a"),
        decision({
          id: "1/decision-1",
          source: at,
          text: "Which way?",
          branches: [
            { sentence: "`has never` succeeds", conditions: [looking("has never")], question: null, target: "2" },
            { sentence: "It is late", conditions: [], question: "Is it late?", target: "3" },
          ],
        }),
      ]),
      stepOf("2", changed("2/run-1", "b")),
      stepOf("3", changed("3/run-1", "c")),
    ]),
    {
      expected: { a: 1, c: 1 },
      // It is late, and nothing else: whatever the machine could not read.
      habit: ({ purpose, options }) => (purpose === "decision" ? options.find(({ meaning }) => meaning.endsWith("-> 3"))?.key : undefined),
    },
  ),
  scenario(
    "WINDOW within a WINDOW",
    [
      windowOpen({ id: "1/window-1", name: "outer", source: at }),
      ...changed("1/run-1", "a"),
      windowOpen({ id: "1/window-2", name: "inner", source: at }),
      ...changed("1/run-2", "b"),
      windowClose({ id: "1/window-3", name: "inner", source: at }),
      windowClose({ id: "1/window-4", name: "outer", source: at }),
    ],
    { expected: { a: 1, b: 1 } },
  ),
  scenario(
    "a secret, printed by the change that needs it",
    procedureOf(
      [
        stepOf(
          "1",
          (() => {
            const token = parameter("token", { type: "secret", meaning: "the token" });
            return changed("1/run-1", "a", { values: { RB_token: token } }, "say ${RB_token}\napply a\nsay ${RB_token}");
          })(),
        ),
      ],
      { parameters: [parameter("token", { type: "secret", meaning: "the token" })] },
    ),
    { secrets: { token: "hunter2-hunter2" } },
  ),
  scenario(
    "MANUAL, by hand, only when named, sections of prose",
    procedureOf(
      [
        step({ id: "0", title: "Before", source: at, isReading: true, items: [] }),
        stepOf("1", [
          manual({ id: "1/manual-1", source: at, text: "Call the other site." }),
          changed("1/run-1", "never", { isOnlyWhenNamed: true })[0],
          change("1/run-2", "apply never", [has("1/gate-2", "a")], { byHand: "the console has no shell", isOnce: true }),
          ...changed("1/run-3", "a"),
        ]),
      ],
      { checklist: [step({ id: "9", title: "After", source: at, isReading: true, items: [] })] },
    ),
  ),
  scenario(
    "fresh evidence, and a CHECK that is not proven to read",
    [
      look("1/check-1", "say 7", 100),
      check({ id: "1/check-2", source: at, block: blockOf("say maybe", { effect: "undetermined" }) }),
      ...changed("1/run-1", "a"),
      ...changed("1/run-2", "b"),
    ],
    { expected: { a: 1, b: 1 }, isFree: true },
  ),
];
