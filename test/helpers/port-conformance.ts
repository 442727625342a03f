/**
 * One suite for each port, that real and made adapters must pass alike. A rehearsal proves something about production
 * only as far as its ports behave like the real ones.
 */
import { describe, expect, test } from "vitest";
import { askForWord, type Approval } from "../../runtime/approval.ts";
import type { Clock, Command, JournalStore, Operator, Shell } from "../../runtime/ports.ts";
import type { Place, Shown } from "../../runtime/questions.ts";

const never = new AbortController().signal;

export function clockConforms(name: string, make: () => Clock): void {
  describe(`${name} is a Clock`, () => {
    test("tells the wall clock as an ISO instant in UTC", () => {
      const now = make().now();
      expect(new Date(now).toISOString()).toBe(now);
    });
    test("has let at least the time pass that was slept", async () => {
      const clock = make();
      const before = clock.monotonicMs();
      await clock.sleep(30, never);
      expect(clock.monotonicMs() - before).toBeGreaterThanOrEqual(29);
    });
    test("does not sleep on an aborted signal", async () => {
      const clock = make();
      const before = clock.monotonicMs();
      await clock.sleep(60_000, AbortSignal.abort("SIGINT"));
      expect(clock.monotonicMs() - before).toBeLessThan(60_000);
    });
  });
}

/** `make` opens the same journal again on its second call. */
export function journalStoreConforms(name: string, fresh: () => () => JournalStore): void {
  const bytes = (text: string): Uint8Array => Buffer.from(text);
  const text = async (store: JournalStore): Promise<string> => Buffer.from(await store.read()).toString();
  describe(`${name} is a JournalStore`, () => {
    test("begins empty", async () => {
      expect(await text(fresh()())).toBe("");
    });
    test("keeps what was appended, in order, for the next who opens it", async () => {
      const open = fresh();
      const store = open();
      await store.append(bytes("one\n"));
      await store.append(bytes("two\n"));
      expect(await text(store)).toBe("one\ntwo\n");
      expect(await text(open())).toBe("one\ntwo\n");
    });
    test("goes on after the place where it was cut", async () => {
      const open = fresh();
      const store = open();
      await store.append(bytes("one\ntor"));
      await store.truncate(4);
      await store.append(bytes("two\n"));
      expect(await text(open())).toBe("one\ntwo\n");
    });
    test("keeps side files whole, and says when there is none", async () => {
      const open = fresh();
      await open().keep("00001-list.json", '["a"]');
      expect(await open().kept("00001-list.json")).toBe('["a"]');
      expect(await open().kept("00002-list.json")).toBeNull();
    });
  });
}

const place: Place = {
  step: "1",
  stepTitle: "A step",
  item: "1/run-1",
  itemTitle: null,
  keyword: "RUN",
  rows: [],
  sourceFile: "runbooks/x.md",
  lines: [1, 2],
};

/** An approval, the only way there is: from an operator who says `run`. */
export async function approve(command: Command): Promise<Approval> {
  const operator: Operator = {
    name: "test",
    interruption: never,
    show: () => undefined,
    ask: async () => ({ kind: "chosen", key: "run", text: "" }),
  };
  const shown: Shown = {
    host: command.host,
    script: command.script,
    session: null,
    values: [],
    effect: "mutating",
    evidence: [],
    revert: null,
    timeoutMs: command.timeoutMs,
  };
  const { approval } = await askForWord(operator, {
    shown,
    command,
    isTwoPerson: false,
    question: { purpose: "word", place, text: "", options: [], shown, isSecret: false },
  });
  if (approval === null) throw new Error("The word `run` made no approval.");
  return approval;
}

export function commandOf(script: string, fields: Partial<Command> = {}): Command {
  return {
    attempt: "00001-1-run-1",
    host: "local",
    script: `${script}\n`,
    file: "blocks/1-test.sh",
    session: null,
    environment: {},
    lists: {},
    secrets: {},
    timeoutMs: 20_000,
    ...fields,
  };
}

/** `fresh` answers a way to open shells on one and the same folder. `text` and `status` of the scripts must be bash's. */
export function shellConforms(name: string, fresh: () => () => Shell): void {
  describe(`${name} is a Shell`, () => {
    test("answers status and outputs of a reading", async () => {
      const ending = await fresh()().read(commandOf("echo out; echo err >&2; exit 3"), never);
      expect(ending).toMatchObject({
        kind: "exited",
        status: 3,
        stdout: { text: "out\n", bytes: 4, isWhole: true },
        stderr: { text: "err\n" },
      });
    });
    test("hands values over as they are", async () => {
      const value = "a b\t*;$(id)`id`'\"\\ é";
      const ending = await fresh()().read(commandOf('printf %s "${RB_app}"', { environment: { RB_app: value } }), never);
      expect(ending).toMatchObject({ kind: "exited", stdout: { text: value } });
    });
    test("hands lists over as arrays", async () => {
      const ending = await fresh()().read(
        commandOf('printf \'<%s>\' "${RB_nodes[@]}"; echo "${#RB_none[@]}"', { lists: { RB_nodes: ["a b", "*"], RB_none: [] } }),
        never,
      );
      expect(ending).toMatchObject({ kind: "exited", stdout: { text: "<a b><*>0\n" } });
    });
    test("stops a block at its first failure, in pipes and command substitutions too", async () => {
      const shell = fresh()();
      for (const [index, script] of [
        "false; echo on",
        "false | cat; echo on",
        "x=$(false; echo on); echo on",
        'echo "$unset_name"; echo on',
      ].entries()) {
        const ending = await shell.read(commandOf(script, { attempt: `0000${index}-1-check-1` }), never);
        expect(ending).toMatchObject({ kind: "exited", stdout: { text: "" } });
        expect(ending.kind === "exited" && ending.status).not.toBe(0);
      }
    });
    test("runs the session first, in plain bash", async () => {
      const session = { script: 'false; NAME="set${unset_name:-}"\n', file: "blocks/session.sh" };
      const ending = await fresh()().read(commandOf('echo "$NAME"', { session }), never);
      expect(ending).toMatchObject({ kind: "exited", status: 0, stdout: { text: "set\n" } });
    });
    test("ends a reading at its budget", async () => {
      const ending = await fresh()().read(commandOf("echo begun; sleep 60", { timeoutMs: 300 }), never);
      expect(ending).toMatchObject({ kind: "timedOut", stdout: { text: "begun\n" } });
    });
    test("starts a change once, and tells any later runner how it ended", async () => {
      const open = fresh();
      const command = commandOf("echo changed; exit 4");
      const first = open();
      expect(await first.startMutation(command, await approve(command))).toEqual({ kind: "started" });
      expect(await first.awaitMutation(command.attempt, 10_000)).toMatchObject({
        kind: "exited",
        status: 4,
        stdout: { text: "changed\n" },
      });
      expect(await open().awaitMutation(command.attempt, 0)).toMatchObject({ kind: "exited", status: 4 });
    });
    test("says of a change that was never started that it never will be", async () => {
      const open = fresh();
      const command = commandOf("echo changed");
      expect(await open().awaitMutation(command.attempt, 0)).toEqual({ kind: "notStarted" });
      expect(await open().awaitMutation(command.attempt, 0)).toEqual({ kind: "notStarted" });
    });
    test("refuses an approval of another command, and one that was used", async () => {
      const open = fresh();
      const command = commandOf("echo changed");
      const approval = await approve(command);
      const shell = open();
      await expect(shell.startMutation(commandOf("echo other"), approval)).rejects.toThrow("another command");
      await shell.startMutation(command, approval);
      await expect(shell.startMutation({ ...command, attempt: "00002-1-run-1" }, approval)).rejects.toThrow("used twice");
      await shell.awaitMutation(command.attempt, 10_000);
    });
  });
}
