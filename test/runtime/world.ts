/**
 * A small world for tests of the runtime: procedures written by hand, the real bash, a journal in memory, an operator who
 * answers from a function.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { systemClock } from "../../runtime/node/clock.ts";
import { BashShell } from "../../runtime/node/shell.ts";
import { resumeRun, startRun } from "../../runtime/start.ts";
import { readBlock } from "./hand-written.ts";
import type { CompiledProcedure } from "../../runtime/procedure.ts";
import type { Approvals } from "../../runtime/approvals.ts";
import type { RunMode } from "../../runtime/entries.ts";
import type { OnceMarks } from "../../runtime/once.ts";
import type { Outcome } from "../../runtime/outcome.ts";
import type { SecretSource } from "../../runtime/secret-source.ts";
import type { Clock, JournalStore, Operator, Shell } from "../../runtime/ports.ts";
import type { Answer, Question } from "../../runtime/questions.ts";
import type { View } from "../../runtime/views.ts";

export * from "./hand-written.ts";

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "rungate-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A journal in memory, with a hook before every write. */
export class MemoryStore implements JournalStore {
  bytes = Buffer.alloc(0);
  readonly side = new Map<string, string>();
  beforeAppend: (line: string) => void = () => undefined;
  read = async (): Promise<Uint8Array> => this.bytes;
  truncate = async (length: number): Promise<void> => {
    this.bytes = this.bytes.subarray(0, length);
  };
  append = async (bytes: Uint8Array): Promise<void> => {
    this.beforeAppend(Buffer.from(bytes).toString());
    this.bytes = Buffer.concat([this.bytes, bytes]);
  };
  keep = async (name: string, text: string): Promise<void> => void this.side.set(name, text);
  kept = async (name: string): Promise<string | null> => this.side.get(name) ?? null;
  kinds = (): string[] => this.entries().map(({ kind }) => kind);
  entries = (): { kind: string; [field: string]: unknown }[] =>
    this.bytes
      .toString()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { kind: string });
}

export type Answering = (question: Question) => string | Answer;
/** Says yes to everything that a willing operator would. */
export const willing: Answering = ({ purpose }) =>
  (
    { word: "run", byHand: "done", gate: "yes", expect: "yes", when: "yes", acknowledge: "read", revertOffer: "keep" } as Record<
      string,
      string
    >
  )[purpose] ?? "stop";

export class TestOperator implements Operator {
  readonly name = "tester";
  readonly questions: Question[] = [];
  readonly views: View[] = [];
  readonly controller = new AbortController();
  readonly #answering: Answering;
  constructor(answering: Answering) {
    this.#answering = answering;
  }
  get interruption(): AbortSignal {
    return this.controller.signal;
  }
  show = (view: View): void => void this.views.push(view);
  ask = async (question: Question): Promise<Answer> => {
    this.questions.push(question);
    const answer = this.#answering(question);
    if (typeof answer !== "string") return answer;
    const key =
      [...question.options]
        .map((option) => option.key)
        .sort((a, b) => b.length - a.length)
        .find((one) => answer === one || answer.startsWith(`${one} `)) ?? answer;
    return { kind: "chosen", key, text: answer.slice(key.length).trim() };
  };
  asked = (): string[] =>
    this.questions.map(
      ({ purpose, place }) => `${purpose} ${place.item ?? place.step}${place.rows.length > 0 ? `[${place.rows.join("/")}]` : ""}`,
    );
  viewsOf = <K extends View["kind"]>(kind: K): Extract<View, { kind: K }>[] =>
    this.views.filter((view): view is Extract<View, { kind: K }> => view.kind === kind);
}

export interface World {
  readonly folder: string;
  /** Where the marks of `once` are; left out: no environment is named. */
  readonly onceMarks?: OnceMarks;
  readonly runId?: string;
  /** The way to a second person; left out: there is none. */
  readonly approvals?: Approvals;
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly shell: (folder: string) => Shell;
}

export function makeWorld(fields: Partial<World> = {}): World {
  const folder = fields.folder ?? makeFolder();
  const shell = (at: string): Shell =>
    new BashShell({ folder: at, runId: "test-run", environment: { PATH: process.env["PATH"], HOME: folder }, workingFolder: folder });
  return { folder, store: new MemoryStore(), clock: systemClock, shell, ...fields };
}

export interface Lived {
  readonly outcome: Outcome;
  readonly operator: TestOperator;
}
type Settings = {
  answering?: Answering;
  parameters?: Record<string, string>;
  named?: readonly string[];
  mode?: RunMode;
  /** Brings it to its end instead, with this reason. */
  closing?: string;
  /** What the run has gone by so far, where it goes on with another version. */
  replaced?: CompiledProcedure;
  operator?: TestOperator;
  secretSource?: SecretSource;
};

const optionsOf = (world: World, procedureToRun: CompiledProcedure, operator: Operator): Parameters<typeof resumeRun>[0] => ({
  procedure: procedureToRun,
  procedureSha256: "a".repeat(64),
  readBlock,
  runId: world.runId ?? "test-run",
  ...(world.onceMarks !== undefined && { onceMarks: world.onceMarks }),
  ...(world.approvals !== undefined && { approvals: world.approvals }),
  identity: { host: "here", user: "tester" },
  hosts: {},
  ports: { clock: world.clock, shell: world.shell(world.folder), operator, journalStore: world.store },
});

export async function live(world: World, procedureToRun: CompiledProcedure, settings: Settings = {}): Promise<Lived> {
  const operator = settings.operator ?? new TestOperator(settings.answering ?? willing);
  const outcome = await startRun({
    ...optionsOf(world, procedureToRun, operator),
    parameters: settings.parameters ?? {},
    named: settings.named ?? [],
    mode: settings.mode ?? null,
    ...(settings.secretSource !== undefined && { secretSource: settings.secretSource }),
  });
  return { outcome, operator };
}

export async function liveOn(world: World, procedureToRun: CompiledProcedure, settings: Settings = {}): Promise<Lived> {
  const operator = settings.operator ?? new TestOperator(settings.answering ?? willing);
  const { mode = null, replaced, closing } = settings;
  const options = { ...optionsOf(world, procedureToRun, operator), mode };
  const version = replaced && {
    procedureSha256: "b".repeat(64),
    replaced: { procedure: replaced, procedureSha256: "a".repeat(64), folder: "procedure-2" },
  };
  return { outcome: await resumeRun({ ...options, ...version, ...(closing !== undefined && { closing }) }), operator };
}

/** Time that passes only by sleeping. */
export function makeClock(): Clock & { advance: (ms: number) => void } {
  let ms = Date.parse("2026-07-05T10:00:00.000Z");
  return {
    now: () => new Date(ms).toISOString(),
    monotonicMs: () => ms,
    advance: (by) => void (ms += by),
    sleep: async (by, signal) => {
      if (!signal.aborted) ms += by;
    },
  };
}
