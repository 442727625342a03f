/** Secrets: asked for at the terminal alone, given through a descriptor, found nowhere afterwards. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { maskText, compileShapes } from "../../runtime/mask.ts";
import { check, parameter, type CompiledProcedure } from "../../runtime/procedure.ts";
import { blockOf, change, gateThat, live, liveOn, makeWorld, procedureOf, stepOf, willing, type Answering, type World } from "./world.ts";

const secret = `S3"cret & more`;
const key = parameter("key", { type: "secret", meaning: "the signing key" });
const values = { RB_key: key };
const gate = gateThat("1/gate-1", "true");
const giving: Answering = (question) =>
  question.purpose === "parameter" ? { kind: "chosen", key: "value", text: secret } : willing(question);

function procedureRunning(...scripts: string[]): CompiledProcedure {
  const runs = scripts.flatMap((script, index) => [change(`1/run-${index + 1}`, script, [gate], { values })]);
  return procedureOf([stepOf("1", [...runs, gate])], { parameters: [key] });
}

/** Everything that a run leaves on disk, in the record and on the screen. */
function traces(world: World, questions: unknown, views: unknown): string {
  const files = readdirSync(world.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return [
    ...files.map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1")),
    world.store.bytes.toString(),
    ...world.store.side.values(),
    JSON.stringify([questions, views]),
  ].join("\n");
}
const isIn = (text: string): boolean => maskText(text, compileShapes([secret])) !== text;

test("a change is given the secret, in no argument and no environment", async () => {
  const world = makeWorld();
  const script = [
    'IFS= read -r given < <(printf "%s\\n" "${RB_key}")',
    'printf "%s" "${#given}" > length',
    "env > environment",
    "tr '\\0' ' ' < /proc/$$/cmdline > arguments",
  ].join("\n");
  const { outcome, operator } = await live(world, procedureRunning(script), { answering: giving });
  expect(outcome.state).toBe("done");
  expect(readFileSync(join(world.folder, "length"), "utf8")).toBe(String(secret.length));
  expect(readFileSync(join(world.folder, "environment"), "utf8")).not.toContain("RB_key");
  expect(isIn(traces(world, operator.questions, operator.views))).toBe(false);
  const asked = operator.questions.find(({ purpose }) => purpose === "parameter");
  expect(asked?.isSecret).toBe(true);
});

test("what a block prints of it is masked before it is kept, shown or judged", async () => {
  const world = makeWorld();
  const { operator } = await live(world, procedureRunning('echo "it is ${RB_key}"; echo "${RB_key}" | base64 >&2'), { answering: giving });
  const ended = operator.viewsOf("blockEnded")[0]?.ending;
  expect(ended?.kind === "exited" ? ended.stdout.text : "").toBe("it is [secret]\n");
  expect(isIn(traces(world, operator.questions, operator.views))).toBe(false);
  // The raw output lay in memory; what points there is replaced by the masked copy.
  const files = readdirSync(world.folder, { recursive: true, withFileTypes: true });
  expect(files.filter((entry) => entry.isSymbolicLink())).toEqual([]);
  expect(files.filter(({ name }) => name === "stdout").every((entry) => entry.isFile())).toBe(true);
});

test("a reading prints it masked too", async () => {
  const world = makeWorld();
  const looks = check({ id: "1/check-1", source: [1, 1], block: blockOf('echo "${RB_key}"', { values }) });
  const { operator } = await live(world, procedureOf([stepOf("1", [looks])], { parameters: [key] }), { answering: giving });
  expect(isIn(traces(world, operator.questions, operator.views))).toBe(false);
  // No mask knows every shape: nothing of its output stays on disk.
  expect(readdirSync(world.folder, { recursive: true }).filter((name) => /std(out|err)$/.test(String(name)))).toEqual([]);
});

test("a resumed run asks for it again", async () => {
  const world = makeWorld();
  const procedure = procedureRunning("true", 'printf "%s" "${#RB_key}" > length');
  let words = 0;
  await live(world, procedure, { answering: (question) => (question.purpose === "word" && ++words === 2 ? "stop" : giving(question)) });
  const { outcome, operator } = await liveOn(world, procedure, { answering: giving });
  expect(outcome.state).toBe("done");
  expect(operator.questions[0]?.isSecret).toBe(true);
  expect(readFileSync(join(world.folder, "length"), "utf8")).toBe(String(secret.length));
});

test("it is refused on the command line, without a terminal, and where it is too short to be masked", async () => {
  const procedure = procedureRunning("true");
  const given = await live(makeWorld(), procedure, { parameters: { key: secret } });
  expect(given.outcome.happened).toContain("it is asked for at the terminal");
  const alone = await live(makeWorld(), procedure, { answering: () => ({ kind: "gone", why: "no terminal" }) });
  expect(alone.outcome.happened).toContain("is asked for at a terminal, and there is none");
  const texts = ["short", secret];
  const retried = await live(makeWorld(), procedure, {
    answering: (question) =>
      question.purpose === "parameter" ? { kind: "chosen", key: "value", text: texts.shift() ?? secret } : willing(question),
  });
  expect(retried.operator.questions[1]?.text).toContain("at least 8 characters");
});

test("a reason that holds it is recorded without it", async () => {
  const world = makeWorld();
  const { operator } = await live(world, procedureRunning("true"), {
    answering: (question) =>
      question.purpose === "word" ? { kind: "chosen", key: "stop", text: `pasted ${secret} here` } : giving(question),
  });
  expect(isIn(traces(world, operator.questions, operator.views))).toBe(false);
});
