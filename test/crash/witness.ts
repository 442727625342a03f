/**
 * Who watches a simulated run from outside: what was acknowledged, what was allowed, what really happened. Every sentence
 * of the promise is a check here, made at the moment at which it could be broken.
 */
import { recover } from "../../runtime/journal.ts";
import type { Entry, Body } from "../../runtime/entries.ts";
import { itemsOf } from "../../runtime/preflight.ts";
import type { JournalStore } from "../../runtime/ports.ts";
import type { Question } from "../../runtime/questions.ts";
import type { FileNode } from "./disk.ts";
import { Crash, type Machine } from "./machine.ts";
import { keyOfPath, keyOfPlace, type SimulatedOperator } from "./operator.ts";
import type { Process } from "./process.ts";
import type { Scenario } from "./scenarios.ts";

const journalPath = "/state/run/journal.jsonl";

/** One start of a change that the record has an intent for. */
interface Start {
  readonly path: string;
  readonly key: string;
  process: Process | null;
  isSaidNotToHaveStarted: boolean;
}

/** What a record says, without when and in which life: the same for a run that crashed and one that did not. */
export interface Summary {
  readonly facts: readonly string[];
  readonly windows: readonly string[];
  readonly findings: readonly string[];
}

export class Witness {
  readonly broken: string[] = [];
  readonly #machine: Machine;
  readonly #scenario: Scenario;
  /** Every byte of the journal that was acknowledged. */
  #acknowledged: Buffer = Buffer.alloc(0);
  readonly #kept = new Map<string, string>();
  readonly #starts = new Map<string, Start>();
  /** Changes that may be started although an earlier start has begun. */
  readonly #permits = new Set<string>();
  #operator: SimulatedOperator | null = null;
  /** Answers of this life that have been used up. */
  #spent = new Set<number>();
  /** The runner before this one has not closed the record. */
  #isAfterCrash = false;
  #spawnsInLife = 0;
  /** FINALLY has run in this life, or is known to have run in the one before. */
  #isClosed = false;

  constructor(machine: Machine, scenario: Scenario) {
    this.#machine = machine;
    this.#scenario = scenario;
    machine.onSpawn = (process) => this.#spawned(process);
    machine.onBegin = (process) => this.#begun(process);
  }

  #break(text: string): void {
    this.#machine.tell(`   BROKEN: ${text}`);
    this.broken.push(text);
  }

  /** A runner begins. */
  watch(operator: SimulatedOperator): void {
    this.#operator = operator;
    this.#spent = new Set();
    this.#spawnsInLife = 0;
    this.#isClosed = false;
  }

  /** The store as the runner sees it; what it acknowledges is noted. */
  around(store: JournalStore): JournalStore {
    return {
      ...store,
      read: async () => {
        const bytes = Buffer.from(await store.read());
        if (!bytes.subarray(0, this.#acknowledged.length).equals(this.#acknowledged)) this.#break("an acknowledged entry was lost");
        this.#acknowledged = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);
        const last = this.#acknowledged.subarray(this.#acknowledged.lastIndexOf(0x0a, -2) + 1);
        this.#isAfterCrash = last.length > 0 && !last.includes('"kind":"end"');
        for (const [name, text] of this.#kept) if ((await store.kept(name)) !== text) this.#break(`the side file ${name} was lost`);
        return bytes;
      },
      truncate: async (length) => {
        if (length < this.#acknowledged.length) this.#break("acknowledged bytes were cut off");
        await store.truncate(length);
      },
      append: async (bytes) => {
        // What a dead runner still says, nobody hears.
        if (this.#machine.isDown) throw new Crash("append");
        const entry = JSON.parse(Buffer.from(bytes).toString()) as Entry;
        this.#look(entry);
        await store.append(bytes);
        this.#machine.tell(`   on record: ${entry.kind} ${"path" in entry ? entry.path : ""}`);
        this.#acknowledged = Buffer.concat([this.#acknowledged, bytes]);
      },
      keep: async (name, text) => {
        await store.keep(name, text);
        this.#kept.set(name, text);
      },
    };
  }

  /** An entry that is about to be written. */
  #look(entry: Body): void {
    switch (entry.kind) {
      case "intent":
        this.#intended(entry);
        break;
      case "result": {
        const process = this.#starts.get(entry.attempt)?.process ?? null;
        if (process?.status !== entry.status)
          this.#break(`${entry.attempt} is said to have ended with ${entry.status}, it has ${process?.status}`);
        break;
      }
      case "settled": {
        const start = this.#starts.get(entry.attempt);
        if (start === undefined) break;
        if (entry.verdict === "not started") {
          if (start.process?.hasBegun === true) this.#break(`${entry.attempt} is said not to have started, and has`);
          start.isSaidNotToHaveStarted = true;
        }
        if (entry.verdict !== "happened") this.#permits.add(start.key);
        break;
      }
      case "reverted":
        this.#permits.add(keyOfPath(entry.path));
        break;
      case "done":
        this.#passed(entry.path, entry.how);
        this.#isClosed ||= entry.path === this.#scenario.finally;
        break;
      default:
    }
  }

  #intended(entry: Extract<Body, { kind: "intent" }>): void {
    const said = this.#operator?.said ?? [];
    const key = keyOfPath(entry.path);
    const word = said.findLastIndex(
      ({ question, key: answer }, index) =>
        question.purpose === "word" &&
        answer === "run" &&
        question.shownSha256 === entry.shownSha256 &&
        keyOfPlace(question) === key &&
        !this.#spent.has(index),
    );
    if (word < 0) this.#break(`${entry.attempt} has no word of its own, given to this runner for what was shown`);
    this.#spent.add(word);
    this.#starts.set(entry.attempt, { path: entry.path, key, process: null, isSaidNotToHaveStarted: false });
    for (const { key: answer, question } of said)
      if (
        keyOfPlace(question) === key &&
        (answer === "again" || answer === "did not") &&
        ["runFailed", "outcome"].includes(question.purpose)
      )
        this.#permits.add(key);
    this.#permits.add(`${entry.path}#revert`);
  }

  /** What a person judges is passed on their answer to this runner. */
  #passed(path: string, how: string): void {
    const key = keyOfPath(path);
    const item = itemsOf(this.#scenario.procedure).find((one) => "id" in one && (key === one.id || key.endsWith(`/${one.id}`)));
    if (item?.kind !== "gate" || item.conditions.length > 0 || how !== "passed") return;
    const answers = (this.#operator?.said ?? []).filter(({ question }) => question.purpose === "gate" && keyOfPlace(question) === key);
    if (answers.at(-1)?.key !== "yes") this.#break(`the gate ${path} was passed without an answer to this runner`);
  }

  #spawned(process: Process): void {
    this.#spawnsInLife += 1;
    const { finally: closing } = this.#scenario;
    const hasBegun = this.#acknowledged.includes('"kind":"intent"') || this.#acknowledged.includes('"kind":"reading"');
    if (
      this.#isAfterCrash &&
      hasBegun &&
      this.#spawnsInLife === 1 &&
      closing !== null &&
      !this.#isClosed &&
      this.#machine.failed === null &&
      !process.attempt.endsWith(closing.replace("/", "-"))
    )
      this.#break(`after a crash ${process.attempt} came before FINALLY`);
    if (process.kind === "reading") return;
    const start = this.#starts.get(process.attempt);
    const durable = this.#machine.disk.durableBytes(journalPath) ?? Buffer.alloc(0);
    if (!durable.includes(`"kind":"intent"`) || !durable.includes(`"attempt":"${process.attempt}"`) || start === undefined)
      return this.#break(`${process.attempt} was started without an intent on disk`);
    if (!durable.equals(this.#acknowledged)) this.#break(`${process.attempt} was started before the record was on disk`);
    for (const [name, text] of this.#kept)
      if (this.#machine.disk.durableBytes(`/state/run/kept/${name}`)?.toString() !== text)
        this.#break(`the side file ${name} was not on disk when ${process.attempt} was started`);
    this.#checkCaptures(process, durable.toString());
    this.#checkOnce(start);
    const before = [...this.#starts.values()].some(({ key, process: other }) => key === start.key && other?.hasBegun === true);
    if (before && !this.#permits.delete(start.key) && !start.path.includes("finally"))
      this.#break(`${start.path} was started a second time`);
    start.process = process;
  }

  /** What a change was given was on disk before it. */
  #checkCaptures(process: Process, durable: string): void {
    for (const item of itemsOf(this.#scenario.procedure)) {
      if (item.kind !== "capture" || process.environment[`RB_${item.name}`] === undefined) continue;
      if (!durable.includes(`"kind":"captured"`) || !durable.includes(`capture:${item.name}"`))
        this.#break(`\`${item.name}\` was used by ${process.attempt} before it was on disk`);
    }
  }

  #checkOnce({ path }: Start): void {
    const run = itemsOf(this.#scenario.procedure).find((item) => item.kind === "run" && item.id === path);
    if (run?.kind !== "run" || !run.isOnce) return;
    const { disk } = this.#machine;
    const marks = [...disk.filesOnDisk()].filter(([name]) => name.startsWith("/state/once/") && name.endsWith(".json"));
    if (!marks.some(([name, node]) => disk.durableBytes(name)?.equals((node as FileNode).bytes) === true))
      this.#break(`${path} was started without its mark on disk`);
  }

  #begun(process: Process): void {
    if (this.#starts.get(process.attempt)?.isSaidNotToHaveStarted === true)
      this.#break(`${process.attempt} began after it was said that it never would`);
  }

  /** What the world outside says of the latest start at a question's place. */
  lookOutside(question: Question): "happened" | "did not" {
    const key = keyOfPlace(question);
    const process = [...this.#starts.values()].findLast((start) => start.key === key && start.process !== null)?.process ?? null;
    if (process === null) return "did not";
    if (process.isAlive) this.#break(`the outcome of ${process.attempt} is called unknown, and it is still running`);
    const isForgotten = Object.keys(this.#scenario.secrets).length > 0;
    if (!isForgotten && this.#machine.disk.find(`/state/run/attempts/${process.attempt}/status`) !== null)
      this.#break(`the outcome of ${process.attempt} is called unknown, and its status is there`);
    return process.hasChanged ? "happened" : "did not";
  }

  /** The run is over: it must be as if nothing had ever failed. */
  checkEnd(state: string, quiet: Summary | null): void {
    const { disk, outside } = this.#machine;
    if ((disk.durableBytes(journalPath) ?? Buffer.alloc(0)).equals(this.#acknowledged) === false)
      this.#break("the record is not on disk at the end");
    const { entries } = recover(this.#acknowledged);
    const last = entries.at(-1);
    if (last?.kind !== "end" || last.state !== state) this.#break(`the run is ${state}, and its record does not end so`);
    for (const [key, times] of Object.entries(this.#scenario.expected)) {
      const left = outside.timesApplied(key) - outside.undone.filter((one) => one.key === key).length;
      if (left !== times) this.#break(`\`${key}\` is there ${left} times, expected ${times}`);
    }
    if (outside.timesApplied("never") > 0) this.#break("what does not apply was done");
    for (const { attempt } of outside.applied)
      if (!this.#starts.has(attempt)) this.#break(`${attempt} changed the world without an intent`);
    this.#checkOpenEnds(entries);
    const summary = summarize(entries);
    if (quiet !== null && !this.#scenario.isFree) {
      if (summary.facts.join("\n") !== quiet.facts.join("\n"))
        this.#break(`the record says something else than that of a quiet run: ${difference(quiet.facts, summary.facts)}`);
      if (summary.windows.join() !== quiet.windows.join()) this.#break(`windows: ${summary.windows.join(", ")}`);
      const lost = quiet.findings.filter((finding) => !summary.findings.includes(finding));
      if (lost.length > 0) this.#break(`findings are lost: ${lost.join(", ")}`);
    }
    this.#checkSecrets();
  }

  #checkOpenEnds(entries: readonly Entry[]): void {
    for (const { attempt, path } of entries.filter((entry) => entry.kind === "intent")) {
      const isKnown = entries.some((entry) => (entry.kind === "result" || entry.kind === "settled") && entry.attempt === attempt);
      // One that was started again on the word is closed by the new start.
      const isRepeated = entries.some((entry) => entry.kind === "intent" && entry.path === path && entry.attempt > attempt);
      if (!isKnown && !isRepeated) this.#break(`the run ended, and nothing says what became of ${attempt}`);
    }
    for (const { path } of entries.filter((entry) => entry.kind === "reverted")) {
      const kept = entries.findLast((entry) => entry.kind === "revert" && entry.path === path);
      if (kept?.kind === "revert" && kept.later !== null && !entries.some((entry) => entry.kind === "owed" && entry.path === path))
        this.#break(`what is to be undone later of ${path} is not on record`);
    }
    const { finally: closing } = this.#scenario;
    if (closing === null) return;
    const done = entries.findLast((entry) => entry.kind === "done" && entry.path === closing);
    const lastChange = entries.findLast((entry) => entry.kind === "intent" && entry.path !== closing);
    if (done === undefined || (lastChange !== undefined && done.seq < lastChange.seq))
      this.#break("FINALLY has not run after the last change");
  }

  #checkSecrets(): void {
    for (const secret of Object.values(this.#scenario.secrets))
      for (const [path, { bytes, durable }] of this.#machine.disk.filesOnDisk())
        if (bytes.includes(secret) || durable.includes(secret)) this.#break(`the secret is in ${path}`);
  }
}

export function summarize(entries: readonly Entry[]): Summary {
  const facts = new Set<string>();
  const windows: string[] = [];
  const findings: string[] = [];
  for (const entry of entries) {
    if (entry.kind === "done") facts.add(`done ${entry.path} ${entry.how} ${entry.goTo ?? ""}`);
    if (entry.kind === "captured" || entry.kind === "list" || entry.kind === "reverted" || entry.kind === "owed")
      facts.add(`${entry.kind} ${entry.path}`);
    if (entry.kind === "excluded") facts.add(`excluded ${entry.name}`);
    if (entry.kind === "window") windows.push(`${entry.action} ${entry.name}`);
    // What could not be measured on a failing disk is missed for another reason.
    if (entry.kind === "finding") findings.push(entry.path);
  }
  return { facts: [...facts].sort(), windows, findings };
}

const difference = (expected: readonly string[], found: readonly string[]): string =>
  [
    ...expected.filter((fact) => !found.includes(fact)).map((fact) => `-${fact}`),
    ...found.filter((fact) => !expected.includes(fact)).map((fact) => `+${fact}`),
  ].join(", ");
