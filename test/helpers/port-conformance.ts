/**
 * One suite for each port, that real and made adapters must pass alike. A rehearsal proves something about production
 * only as far as its ports behave like the real ones.
 */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
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

export function commandOn(host: string, script: string, fields: Partial<Command> = {}): Command {
  return {
    attempt: "00001-1-run-1",
    host,
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
export function shellConforms(name: string, fresh: () => () => Shell, host = "local"): void {
  const commandOf = (script: string, fields: Partial<Command> = {}): Command => commandOn(host, script, fields);
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
      const ending = await fresh()().read(commandOf("echo begun; sleep 60", { timeoutMs: 2500 }), never);
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
    test("gives a block an empty stdin, which is not that of the transport", async () => {
      const ending = await fresh()().read(commandOf("cat; echo after; read -r line || echo none"), never);
      expect(ending).toMatchObject({ kind: "exited", status: 0, stdout: { text: "after\nnone\n" } });
    });
    test("hands a secret over outside of arguments and environment", async () => {
      const secret = `S3"cr\\et $x 'y' é`;
      const script = `LC_ALL=C; printf '%s' "\${#RB_key}"; env | grep -c RB_key || true; tr '\\0' ' ' < /proc/$$/cmdline | grep -c cr || true`;
      const ending = await fresh()().read(commandOf(script, { secrets: { RB_key: secret, RB_other: "another-secret" } }), never);
      expect(ending).toMatchObject({ kind: "exited", stdout: { text: `${Buffer.byteLength(secret)}0\n0\n` } });
    });
    test("passes every byte of the outputs, a hundred megabytes too, and keeps them apart", async () => {
      const shell = fresh()();
      const bytes = await shell.read(commandOf(`printf '\\0\\377\\r\\n\\033[1mx'; printf 'no end' >&2`), never);
      expect(bytes).toMatchObject({ kind: "exited", stdout: { bytes: 9, isWhole: false }, stderr: { text: "no end", bytes: 6 } });
      const script = "head -c 100000000 /dev/zero; head -c 100000000 /dev/zero | sha256sum >&2";
      const many = await shell.read(commandOf(script, { attempt: "00002-1-check-1" }), never);
      expect(many).toMatchObject({ kind: "exited", status: 0, stdout: { bytes: 100_000_000, isWhole: false } });
      expect(many.kind === "exited" && many.stderr.text).toBe(`${many.kind === "exited" ? many.stdout.sha256 : ""}  -\n`);
    });
    test("answers any status, a signal's too", async () => {
      const shell = fresh()();
      for (const [index, [script, status]] of (
        [
          ["exit 255", 255],
          ["kill -9 $$", 137],
          ["exec true", 0],
        ] as const
      ).entries())
        expect(await shell.read(commandOf(script, { attempt: `0000${index}-1-check-1` }), never)).toMatchObject({ kind: "exited", status });
    });
    test("takes with a reading what it left at work, when it ends and at its budget", async () => {
      const shell = fresh()();
      const stray = `rungate-stray-${process.pid}-${Math.trunc(performance.now())}`;
      const leave = `bash -c 'exec -a ${stray} sleep 120' > /dev/null 2>&1 & sleep 0.3`;
      await shell.read(commandOf(`${leave}; echo done`), never);
      expect(await isGone(stray)).toBe(true);
      await shell.read(commandOf(`${leave}; sleep 60`, { attempt: "00002-1-check-1", timeoutMs: 1500 }), never);
      expect(await isGone(stray)).toBe(true);
    });
    test("ends a change on the operator's word, wherever it runs", async () => {
      const shell = fresh()();
      const stray = `rungate-stray-${process.pid}-${Math.trunc(performance.now())}`;
      const command = commandOf(`bash -c 'exec -a ${stray} sleep 120'; echo after`);
      await shell.startMutation(command, await approve(command));
      expect(await shell.awaitMutation(command.attempt, 1500)).toMatchObject({ kind: "running" });
      const ended = await shell.endMutation(command.attempt);
      expect(ended.kind === "exited" ? ended.status > 128 : ended.kind === "lost").toBe(true);
      expect(await isGone(stray)).toBe(true);
    });
    test("does not wait for a process that a change leaves behind with its outputs open", async () => {
      const shell = fresh()();
      const command = commandOf("(sleep 20; echo late) & echo started");
      await shell.startMutation(command, await approve(command));
      expect(await shell.awaitMutation(command.attempt, 15_000)).toMatchObject({
        kind: "exited",
        status: 0,
        stdout: { text: "started\n" },
      });
    });
    test("a block of 300 kB with every quote in it", async () => {
      const line = `x='a"b'"'"'c$HOME\`id\`\\\\'\n`;
      const ending = await fresh()().read(commandOf(`${line.repeat(12_000)}echo "$x"`), never);
      expect(ending).toMatchObject({ kind: "exited", status: 0, stdout: { text: `a"b'c$HOME\`id\`\\\\\n` } });
    });
  });
}

/** No living process has this name as its first word. */
async function isGone(name: string): Promise<boolean> {
  for (let look = 0; look < 200; look++) {
    const alive = readdirSync("/proc").some((pid) => {
      try {
        return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith(`${name}\0`);
      } catch {
        return false;
      }
    });
    if (!alive) return true;
    await sleep(50);
  }
  return false;
}
