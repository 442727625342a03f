/** Secrets that nobody types: from a command, from a descriptor; and what happens where they cannot be had. */
import { closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSecretSource } from "../../runtime/node/secret-sources.ts";
import { parameter } from "../../runtime/procedure.ts";
import { change, gateThat, live, makeFolder, makeWorld, procedureOf, stepOf, willing } from "./world.ts";

const secret = "correct-horse-battery";
const pem = "-----BEGIN KEY-----\nMIIBVQIBADANBgkqhkiG9w0BAQEFAASCAT8w\n-----END KEY-----";

test("what a command prints, without its line end", async () => {
  const source = openSecretSource({ key: { command: ["printf", "%s\n", pem] } }, makeFolder());
  expect(await source("key")).toEqual({ value: pem });
  expect(await source("other")).toBeNull();
});

test("what a descriptor holds", async () => {
  const file = join(makeFolder(), "secret");
  writeFileSync(file, `${secret}\n`);
  const descriptor = openSync(file, "r");
  expect(await openSecretSource({ key: { descriptor } }, "/")("key")).toEqual({ value: secret });
  closeSync(descriptor);
  expect(await openSecretSource({ key: { descriptor: 250 } }, "/")("key")).toMatchObject({
    problem: expect.stringMatching(/^descriptor 250, which rungate.yaml names for the secret `key`, cannot be read: EBADF/),
  });
});

test("a command that fails, prints nothing or is not there is a problem that names it", async () => {
  const source = openSecretSource(
    {
      locked: { command: ["sh", "-c", "echo half; exit 3"] },
      empty: { command: ["true"] },
      gone: { command: ["rungate-no-such-program"] },
    },
    makeFolder(),
  );
  expect(await source("locked")).toEqual({ problem: "the command of rungate.yaml for the secret `locked` ended with status 3" });
  expect(await source("empty")).toEqual({ problem: "the command of rungate.yaml for the secret `empty` printed nothing" });
  expect(await source("gone")).toMatchObject({ problem: expect.stringContaining("could not be started: ") });
});

const key = parameter("key", { type: "secret", meaning: "the signing key" });
const gate = gateThat("1/gate-1", "true");
const procedure = procedureOf(
  [stepOf("1", [change("1/run-1", 'test "${RB_key}" = correct-horse-battery', [gate], { values: { RB_key: key } }), gate])],
  {
    parameters: [key],
  },
);

test("a run takes it and asks nobody; where it cannot be had, or does not fit, the operator is told why and asked", async () => {
  const quiet = await live(makeWorld(), procedure, { secretSource: async () => ({ value: secret }) });
  expect(quiet.outcome.state).toBe("done");
  expect(quiet.operator.questions.some(({ purpose }) => purpose === "parameter")).toBe(false);
  for (const [source, why] of [
    [async () => ({ problem: "the vault is sealed" }), "the vault is sealed"],
    [async () => ({ value: "short" }), "expected at least 8 characters"],
  ] as const) {
    const asked = await live(makeWorld(), procedure, {
      secretSource: source,
      answering: (question) => (question.purpose === "parameter" ? { kind: "chosen", key: "value", text: secret } : willing(question)),
    });
    expect(asked.outcome.state).toBe("done");
    expect(asked.operator.questions[0]?.text).toContain(why);
  }
  const alone = await live(makeWorld(), procedure, {
    secretSource: async () => ({ problem: "the vault is sealed" }),
    answering: () => ({ kind: "gone", why: "no terminal" }),
  });
  expect(alone.outcome.happened).toContain("the vault is sealed; the secret `key` is asked for at a terminal, and there is none");
});
