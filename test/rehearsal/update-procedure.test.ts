/** The update procedure, as it was compiled, in every scenario beside it: each asserts the world's end state. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { rehearse, removeRehearsal } from "../../rehearsal/node/rehearse.ts";
import { parseScenario } from "../../rehearsal/scenario.ts";

const folder = "runbooks/ops-update-procedure.rehearsal";
const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

/** As many at a time as the smallest machine has cores. */
let free = 2;
const waiting: (() => void)[] = [];
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (free === 0)
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
  else free -= 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }
}

test("the six scenarios that were asked for are there", () => {
  expect(names).toEqual(
    expect.arrayContaining(
      ["clean", "name-mismatch", "agent-lags", "refresh-error", "controller-unreachable", "killed-mid-refresh"].map(
        (name) => `${name}.yaml`,
      ),
    ),
  );
});

describe.concurrent("the update procedure", () => {
  test.each(names)("%s", { timeout: 300_000 }, (name) =>
    inTurn(async () => {
      const parsed = parseScenario(readFileSync(`${folder}/${name}`, "utf8"));
      if (!("scenario" in parsed)) throw new Error(`${name} cannot be read`);
      const rehearsal = await rehearse({
        procedureFolder: "generated/ops-update-procedure",
        scenario: parsed.scenario,
        scenarioFolder: folder,
      });
      const failed = rehearsal.checks.filter(({ holds }) => !holds);
      expect(failed, rehearsal.transcript.slice(-20).join("\n")).toEqual([]);
      expect(rehearsal.wasKilled).toBe(parsed.scenario.kill !== undefined);
      removeRehearsal(rehearsal);
    }),
  );
});
