/** `--instruct`: nothing is run; what the operator pastes back is judged as if it had been. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { InstructedShell, pasteText } from "../../runtime/node/instruct.ts";
import {
  captureStdout,
  check,
  gate,
  is,
  parameter,
  streamCondition,
  isEmpty,
  valueCondition,
  type CompiledProcedure,
} from "../../runtime/procedure.ts";
import type { Question } from "../../runtime/questions.ts";
import {
  blockOf,
  change,
  gateOnStdout,
  live,
  liveOn,
  makeFolder,
  makeWorld,
  procedureOf,
  stepOf,
  TestOperator,
  willing,
  type Answering,
  type World,
} from "./world.ts";

const source = [1, 1] as const;
const app = parameter("app", { type: "text", meaning: "which", default: "it's $HOME" });
const seen = captureStdout({ name: "seen", from: "1/check-1", source });

/** The block would leave a trace if anything ran it. */
const procedure = (): CompiledProcedure =>
  procedureOf(
    [
      stepOf("1", [
        check({
          id: "1/check-1",
          source,
          title: "look",
          block: blockOf('touch ran; echo "${RB_app}"', { host: "jump", values: { RB_app: app } }),
        }),
        seen,
        gate({ id: "1/gate-0", source, sentence: "`<seen>` is `up`", conditions: [valueCondition("`<seen>` is `up`", seen, is("up"))] }),
        change("1/run-1", "touch ran", [gateOnStdout("1/gate-1", "1/run-1", "changed")]),
        gateOnStdout("1/gate-1", "1/run-1", "changed"),
      ]),
    ],
    { parameters: [app], hosts: ["jump"] },
  );

interface Told {
  readonly status?: string;
  readonly printed: string;
}
/** Tells of each block, in order, how it ended and what it printed. */
const telling = (...told: Told[]): Answering => {
  let at = -1;
  return (question) => {
    if (question.purpose === "instruct") {
      at += 1;
      return told[at]?.status ?? "exit 0";
    }
    return question.purpose === "paste" ? { kind: "chosen", key: "pasted", text: told[at]?.printed ?? "" } : willing(question);
  };
};

function byHand(answering: Answering): { readonly world: World; readonly operator: TestOperator } {
  const operator = new TestOperator(answering);
  return { operator, world: makeWorld({ shell: (folder) => new InstructedShell(folder, operator) }) };
}
const ofPurpose = ({ questions }: TestOperator, purpose: Question["purpose"]): Question[] =>
  questions.filter((question) => question.purpose === purpose);

test("each block is handed out with its values, and what is pasted back is captured and judged", async () => {
  const { world, operator } = byHand(telling({ printed: "up\n" }, { printed: "changed\n" }));
  const { outcome } = await live(world, procedure(), { operator, mode: "by hand" });
  expect(outcome).toMatchObject({ state: "done", exitStatus: 0 });
  expect(operator.asked()).toEqual(["instruct 1/check-1", "paste 1/check-1", "word 1/run-1", "instruct 1/run-1", "paste 1/run-1"]);
  const [first] = ofPurpose(operator, "instruct");
  expect(first?.text).toContain("Paste this into a bash on `jump`.");
  expect(first?.text).toContain("export RB_app='it'\\''s $HOME'");
  expect(first?.options.map(({ key }) => key)).toEqual(["exit", "not run"]);
  expect(ofPurpose(operator, "instruct")[1]?.options.map(({ key }) => key)).toEqual(["exit", "not run", "unknown"]);
  expect(ofPurpose(operator, "paste")[0]?.endLine).toMatch(/^end of \d{5}-1-check-1$/);
  expect(world.store.entries()[0]).toMatchObject({ kind: "run", mode: "by hand" });
  expect(existsSync(join(world.folder, "ran"))).toBe(false);
});

test("a gate holds only where the pasted output says so", async () => {
  const { world, operator } = byHand(telling({ printed: "up\n" }, { printed: "something else\n" }));
  expect((await live(world, procedure(), { operator, mode: "by hand" })).outcome).toMatchObject({
    state: "stopped",
    happened: expect.stringContaining("something else"),
  });
});

test("an exit status other than 0 is a failed change", async () => {
  const { world, operator } = byHand(telling({ printed: "up\n" }, { status: "exit 7", printed: "" }));
  expect((await live(world, procedure(), { operator, mode: "by hand" })).outcome.happened).toContain("exit 7");
});

test("what is no status is asked for again", async () => {
  const { world, operator } = byHand(telling({ status: "exit ok", printed: "" }, { printed: "up\n" }, { printed: "changed\n" }));
  expect((await live(world, procedure(), { operator, mode: "by hand" })).outcome.state).toBe("done");
  expect(ofPurpose(operator, "instruct")).toHaveLength(3);
});

test("what went to stderr is not known, and nothing is concluded from it", async () => {
  const silent = gate({
    id: "1/gate-1",
    source,
    sentence: "stderr is empty",
    probe: blockOf("true"),
    conditions: [streamCondition("stderr is empty", "stderr", isEmpty)],
  });
  const { world, operator } = byHand(telling({ printed: "warning\n" }));
  expect((await live(world, procedureOf([stepOf("1", [silent])]), { operator, mode: "by hand" })).outcome.state).toBe("stopped");
});

describe("a change that was handed out", () => {
  test("and not run is certain not to have started", async () => {
    let words = 0;
    const told = telling({ printed: "up\n" }, { status: "not run", printed: "" });
    const { world, operator } = byHand((question) => (question.purpose === "word" ? ((words += 1) > 1 ? "stop" : "run") : told(question)));
    const { outcome } = await live(world, procedure(), { operator, mode: "by hand" });
    expect(outcome).toMatchObject({ state: "stopped", worldNow: expect.stringContaining("nothing was changed") });
    expect(world.store.entries().find(({ kind }) => kind === "settled")).toMatchObject({ verdict: "not started" });
  });

  test("and of which nobody says how it ended is unknown, and asked for at resume", async () => {
    const told = telling({ printed: "up\n" });
    const first = byHand((question) =>
      question.place.item === "1/run-1" && question.purpose !== "word" ? { kind: "gone", why: "eof" } : told(question),
    );
    const { outcome } = await live(first.world, procedure(), { operator: first.operator, mode: "by hand" });
    expect(outcome).toMatchObject({ state: "unknown", exitStatus: 3 });

    const later = new TestOperator(telling({ printed: "changed\n" }));
    const resumed = { ...first.world, shell: (folder: string) => new InstructedShell(folder, later) };
    expect((await liveOn(resumed, procedure(), { operator: later, mode: "by hand" })).outcome.state).toBe("done");
    expect(later.asked()).toEqual(["instruct 1/run-1", "paste 1/run-1"]);
    expect(first.world.store.kinds().filter((kind) => kind === "intent")).toHaveLength(1);
  });
});

test("a procedure with a secret is refused", async () => {
  const { world, operator } = byHand(willing);
  const secret = { ...procedure(), parameters: [app, parameter("token", { type: "secret", meaning: "which" })] };
  expect((await live(world, secret, { operator, mode: "by hand" })).outcome).toMatchObject({
    state: "refused",
    happened: expect.stringContaining("the secret `token` cannot be pasted by hand"),
  });
  expect(operator.questions).toEqual([]);
});

describe("what is pasted", () => {
  const inBash = (text: string): string => execFileSync("bash", { input: text, encoding: "utf8", cwd: makeFolder() });
  const command = { environment: { RB_app: "it's $HOME; `x`" }, lists: { RB_nodes: ["a b", "c'd"] }, session: null };

  test("gives a bash the values as they are", () => {
    const script = 'printf "%s\\n" "${RB_app}" "${RB_nodes[@]}"\n';
    expect(inBash(pasteText({ ...command, script }))).toBe("it's $HOME; `x`\na b\nc'd\n");
  });
  test("is strict, and leaves the operator's own shell alone", () => {
    expect(inBash(`${pasteText({ ...command, script: "false | true\necho not here\n" })}echo "still here, $?"\n`)).toBe("still here, 1\n");
  });
  test("eats nothing of what is typed after it", () => {
    expect(inBash(`${pasteText({ ...command, script: "cat\n" })}echo after\n`)).toBe("after\n");
  });
  test("runs the SESSION first, before strict mode", () => {
    const session = { script: "false\ngreeting=hello\n", file: "s.sh" };
    expect(inBash(pasteText({ ...command, session, script: "echo $greeting\n" }))).toBe("hello\n");
  });
  test("lies beside its record", async () => {
    const { world, operator } = byHand(telling({ printed: "up\n" }, { printed: "changed\n" }));
    await live(world, procedure(), { operator, mode: "by hand" });
    const path = /It lies in (\S+), too/.exec(ofPurpose(operator, "instruct")[0]?.text ?? "")?.[1] ?? "";
    expect(readFileSync(path, "utf8")).toContain("touch ran");
  });
});

describe.runIf(spawnSync("script", ["--version"]).status === 0)("at a terminal", () => {
  const paster = new URL("paster.ts", import.meta.url).pathname;
  function paste(text: string): Promise<unknown> {
    const child = spawn("script", ["-qec", `'${process.execPath}' '${paster}'`, "/dev/null"], { env: { ...process.env, TERM: "dumb" } });
    let printed = "";
    return new Promise((resolve) => {
      child.stdout.on("data", (bytes: Buffer) => {
        const wasReady = printed.includes("ready");
        printed += bytes.toString();
        if (!wasReady && printed.includes("ready")) child.stdin.write(text);
      });
      child.once("close", () => resolve(JSON.parse(/answer (\{.*\})/.exec(printed)?.[1] ?? "null")));
    });
  }
  const pasted = (text: string): unknown => ({ kind: "chosen", key: "pasted", text });

  test("everything up to the end line is the output, long lines too", async () => {
    const output = `first\n\n  indented\n${"x".repeat(6000)}\n${Array.from({ length: 300 }, (_, index) => `line ${index}\n`).join("")}`;
    expect(await paste(`${output.replaceAll("\n", "\r")}end of 1\r`)).toEqual(pasted(output));
  });
  test("an output may be empty", async () => {
    expect(await paste("end of 1\r")).toEqual(pasted(""));
  });
  test("half of an output is none", async () => {
    expect(await paste("first\r\u0004")).toEqual({ kind: "gone", why: "eof" });
    expect(await paste("first\r\u0003")).toEqual({ kind: "gone", why: "interrupt" });
  });
});
