/**
 * `--check-only`: every CHECK and every gate that a machine can judge, and nothing else. No change, no question, no wait. What
 * is left out is named with its reason, so that nobody takes it for good: a change, what a person says, and whatever depends on
 * one of them. A poll is one reading here: what a procedure has to wait for, a nightly look finds as it is.
 */
import { capture as take } from "./captures.ts";
import { describeEnding, judgeRow, valuesIn, type Judged } from "./conditions.ts";
import { openBody, pathOf, placeOf, type Body, type Frame, type RunContext } from "./context.ts";
import { clipBytes } from "./entries.ts";
import { frameOf } from "./execute-body.ts";
import { dependsOn, isBlock } from "./execute-item.ts";
import { judgeReading, describeMiss, type Judgeable } from "./judging.ts";
import { read, type PlacedItem } from "./readings.ts";
import { bodyFor, findItems, itemPath } from "./steps/call.ts";
import { exitIsJudged } from "./steps/check.ts";
import { capturePath } from "./steps/capture.ts";
import { describe, nameOf, type Scope } from "./values.ts";
import type { Block, Call, Capture, Check, Condition, Decision, Exclude, Expect, Gate, Item, Run, Step, Value, When } from "./procedure.ts";
import type { Checked } from "./views.ts";
import type { Ending } from "./ports.ts";

/** How many of each, and whether it went through to its end. */
export interface Tally {
  readonly counts: Readonly<Record<Checked["verdict"], number>>;
  readonly isInterrupted: boolean;
}

/** Where a section leads: to the last of these, where it is not known to which; `leave`: out of the item at hand; `stop`: the procedure ends. */
type Onward =
  | { readonly kind: "next" }
  | { readonly kind: "goTo"; readonly steps: readonly string[] }
  | { readonly kind: "leave" }
  | { readonly kind: "stop" };
const onward: Onward = { kind: "next" };

export async function checkProcedure(context: RunContext, scope: Scope): Promise<Tally> {
  const walk = new Walk(context);
  const body = openBody(context, { path: "", scope, rows: [], isCalled: false, sourceFile: null, called: null });
  await walk.sections(body, [...context.procedure.steps, ...context.procedure.checklist]);
  return { counts: walk.counts, isInterrupted: context.interruption.aborted };
}

class Walk {
  readonly counts: Record<Checked["verdict"], number> = { holds: 0, fails: 0, unmeasured: 0, leftOut: 0 };
  readonly #context: RunContext;

  constructor(context: RunContext) {
    this.#context = context;
  }

  async sections(body: Body, sections: readonly Step[]): Promise<Onward> {
    let index = 0;
    while (index < sections.length) {
      const end = await this.#items(frameOf(body, sections[index] as Step));
      if (end.kind === "stop" || end.kind === "leave") return end;
      index = end.kind === "goTo" ? Math.max(...end.steps.map((step) => sections.findIndex(({ id }) => id === step))) : index + 1;
    }
    return onward;
  }

  async #items(frame: Frame): Promise<Onward> {
    const skipped = new Set<string>();
    for (const [index, item] of frame.items.entries()) {
      if (this.#context.interruption.aborted) return { kind: "stop" };
      if (dependsOn(item, skipped, frame)) {
        if ("id" in item) skipped.add(item.id);
        continue;
      }
      const end = await this.#item(frame, item);
      if (end === "skipSection") return onward;
      if (end === "skipBlock") {
        const block = item.kind === "run" ? item : frame.items.slice(index + 1).find(isBlock);
        if (block !== undefined) skipped.add(block.id);
      } else if (end.kind !== "next") return end;
    }
    return onward;
  }

  async #item(frame: Frame, item: Item): Promise<Onward | "skipSection" | "skipBlock"> {
    switch (item.kind) {
      case "check":
        await this.#check(frame, item);
        return onward;
      case "gate":
      case "expect":
        return this.#judge(frame, item);
      case "run":
        return this.#run(frame, item);
      case "manual":
      case "finally":
        await this.#leaveOut(frame, item, item.kind === "manual" ? "it is done by hand" : "it ends what was begun, and nothing was");
        return onward;
      case "when":
        return this.#when(frame, item);
      case "decision":
        return this.#decide(frame, item);
      case "exclude":
        await this.#exclude(frame, item);
        return onward;
      case "call":
        return this.#call(frame, item);
      case "capture":
        await this.#capture(frame, item);
        return onward;
      case "stop":
        await this.#leaveOut(frame, item, `the procedure stops here, and all that follows is left out: ${item.reason}`);
        return { kind: "stop" };
      case "window":
      case "caution":
      case "note":
      case "reading":
        return onward;
    }
  }

  async #check(frame: Frame, check: Check): Promise<void> {
    const { block } = check;
    const byHand = check.byHand ?? (block === null || check.isInteractive ? "it is done by hand" : null);
    const why = byHand ?? this.#whyUnreadable(frame, [block as Block], []);
    if (why !== null) return this.#leaveOut(frame, check, why);
    const ending = await this.#read(frame, check, block as Block);
    frame.body.readings.set(check.id, ending);
    const isGood = ending.kind === "exited" && (ending.status === 0 || exitIsJudged(frame, check));
    const sentence = (block as Block).file;
    await this.#tell(frame, check, isGood ? "holds" : ending.kind === "exited" ? "fails" : "unmeasured", sentence, describeEnding(ending));
  }

  async #judge(frame: Frame, item: Gate | Expect): Promise<Onward> {
    if (item.conditions.length === 0) {
      await this.#leaveOut(frame, item, `a person judges it: ${item.question ?? item.sentence}`);
      return onward;
    }
    const judged = await this.#measure(frame, item, item);
    if (typeof judged === "string") {
      await this.#leaveOut(frame, item, judged);
      return onward;
    }
    const question = judged.holds === true && item.question !== null ? `a person would judge the rest: ${item.question}` : "";
    await this.#tell(frame, item, verdictOf(judged), item.sentence, question, judged);
    if (judged.holds === true || item.kind === "expect") return onward;
    if (item.otherwise.kind === "goTo") return { kind: "goTo", steps: [item.otherwise.step] };
    return item.otherwise.kind === "skipItem" && frame.body.isCalled ? { kind: "leave" } : onward;
  }

  async #run(frame: Frame, run: Run): Promise<Onward | "skipBlock"> {
    const isNamed = this.#context.named.has(frame.id) || this.#context.named.has(run.id);
    await this.#leaveOut(frame, run, run.isOnlyWhenNamed && !isNamed ? "only when named" : "a change");
    return run.isOnlyWhenNamed && !isNamed ? "skipBlock" : onward;
  }

  async #when(frame: Frame, when: When): Promise<Onward | "skipSection" | "skipBlock"> {
    const skip = when.appliesTo === "section" ? "skipSection" : "skipBlock";
    const what = when.appliesTo === "section" ? "the rest of the section" : "the next block";
    const judged = when.conditions.length === 0 ? "a person says whether it applies" : await this.#measure(frame, when, when);
    if (typeof judged === "string" || (judged.holds === true && when.question !== null)) {
      await this.#leaveOut(
        frame,
        when,
        `${typeof judged === "string" ? judged : "a person says whether it applies"}; ${what} is left out with it`,
      );
      return skip;
    }
    if (judged.holds === true) return onward;
    if (judged.holds === false) await this.#leaveOut(frame, when, `does not apply, nor does ${what}: ${describeMiss(judged)}`);
    else await this.#tell(frame, when, "unmeasured", when.sentence, `whether ${what} applies is not known`, judged);
    return skip;
  }

  async #decide(frame: Frame, decision: Decision): Promise<Onward> {
    const reading = decision.judges === null ? null : (frame.body.readings.get(decision.judges) ?? null);
    for (const branch of decision.branches) {
      const probes = probesOf(branch.conditions);
      const why = branch.question !== null ? "a person decides here" : this.#whyUnreadable(frame, probes, branch.conditions);
      const judged =
        why === null && branch.conditions.length > 0 ? await this.#judgement(frame, decision, branch.conditions, reading) : null;
      if (judged?.holds === false) continue;
      if (why !== null || judged?.holds === null) return this.#undecided(frame, decision, why ?? describeMiss(judged as Judged));
      if (branch.target === frame.id) return onward;
      if (branch.target !== "STOP") return { kind: "goTo", steps: [branch.target] };
      await this.#leaveOut(frame, decision, `the procedure stops here, and all that follows is left out: ${branch.sentence}`);
      return { kind: "stop" };
    }
    await this.#tell(frame, decision, "fails", decision.text, "no branch of the decision applies");
    return { kind: "stop" };
  }

  /** Which way it goes is not known: what only some of them pass is left out. */
  async #undecided(frame: Frame, decision: Decision, why: string): Promise<Onward> {
    const steps = decision.branches.map(({ target }) => target).filter((target) => target !== "STOP" && target !== frame.id);
    await this.#leaveOut(frame, decision, steps.length === 0 ? why : `${why}; what lies before ${steps.join(" or ")} is left out with it`);
    return steps.length === 0 ? onward : { kind: "goTo", steps };
  }

  async #exclude(frame: Frame, exclude: Exclude): Promise<void> {
    const { journal } = this.#context;
    const table = frame.body.scope.find(exclude.table);
    if (table?.kind !== "table") return this.#leaveOut(frame, exclude, noValue(exclude.table));
    for (const row of table.rows) {
      const name = row[0] ?? "";
      const isOut = judgeRow(row, table.columns, exclude.where, frame.body.scope);
      if (isOut === null) await this.#tell(frame, exclude, "unmeasured", exclude.text, `whether \`${name}\` stays out is not known`);
      if (isOut !== true || journal.state.excluded.has(name)) continue;
      const why = clipBytes(exclude.text, 1000);
      await journal.append({ kind: "excluded", path: pathOf(frame, exclude.id), name: clipBytes(name, 500), why });
    }
  }

  async #call(frame: Frame, call: Call): Promise<Onward> {
    const found = findItems(this.#context, frame, call);
    if ("problem" in found) {
      await this.#leaveOut(frame, call, found.problem);
      return onward;
    }
    for (const item of found.items) {
      if (this.#context.journal.state.excluded.has(clipBytes(item.name, 500))) continue;
      const path = itemPath(frame, call, item.name);
      const end = await this.sections(bodyFor(this.#context, frame, call, path, item), call.procedure.steps);
      if (end.kind === "stop") return end;
    }
    return onward;
  }

  async #capture(frame: Frame, asked: Capture): Promise<void> {
    const place = { id: asked.from, kind: "capture", title: asked.name, source: asked.source } as const;
    const path = capturePath(frame.body, asked.name);
    const reading = frame.body.readings.get(asked.from) ?? null;
    if (reading === null) return this.#leaveOut(frame, place, `\`${asked.from}\`, which it is read from, was left out`, path);
    // A reading that failed has been told of already.
    if (reading.kind !== "exited") return;
    const taken = take(asked, reading);
    if ("problem" in taken) return this.#tell(frame, place, "unmeasured", `CAPTURE ${asked.name}`, taken.problem, undefined, path);
    frame.body.scope.set("capture", asked.name, taken.known);
    const { journal } = this.#context;
    const value = await journal.keep(`capture-${asked.name.toLowerCase()}`, taken.known);
    await journal.append({ kind: "captured", path, name: asked.name, value, preview: clipBytes(describe(taken.known), 600) });
  }

  /** Why it is left out, or how it was judged. */
  async #measure(frame: Frame, item: PlacedItem, { probe, judges, conditions }: Judgeable): Promise<string | Judged> {
    const why = this.#whyUnreadable(frame, [...(probe === null ? [] : [probe]), ...probesOf(conditions)], conditions);
    if (why !== null) return why;
    const known = judges === null ? null : (frame.body.readings.get(judges) ?? null);
    const readsOutput = conditions.some(({ subject }) => subject.kind === "stream" || subject.kind === "lines");
    if (probe === null && known === null && readsOutput) return `it judges the output of \`${judges ?? ""}\`, which was left out`;
    const reading = probe === null ? known : await this.#read(frame, item, probe);
    if (probe !== null && reading !== null) frame.body.readings.set(item.id, reading);
    return this.#judgement(frame, item, conditions, reading);
  }

  #judgement(frame: Frame, item: PlacedItem, conditions: readonly Condition[], reading: Ending | null): Promise<Judged> {
    const limitMs = Math.max(0, ...probesOf(conditions).map(({ timeoutMs }) => timeoutMs));
    return judgeReading(this.#context, frame, item, conditions, reading, { limitMs, isQuiet: true });
  }

  #read(frame: Frame, item: PlacedItem, block: Block): Promise<Ending> {
    return read(this.#context, frame, item, block, { limitMs: block.timeoutMs, isQuiet: true });
  }

  /** Why the machine cannot read with these blocks, or judge these conditions, without a person or a change. */
  #whyUnreadable(frame: Frame, blocks: readonly Block[], conditions: readonly Condition[]): string | null {
    const unproven = blocks.find(({ effect }) => effect !== "read-only");
    if (unproven !== undefined) return `it is not proven that \`${unproven.file}\` only reads`;
    const needed = [...blocks.flatMap(valuesOf), ...conditions.flatMap((condition) => [...valuesIn(condition), ...tablesIn(condition)])];
    const unknown = needed.find((value) => frame.body.scope.find(value) === null);
    return unknown === undefined ? null : noValue(unknown);
  }

  #leaveOut(frame: Frame, item: Placed, why: string, path?: string): Promise<void> {
    return this.#tell(frame, item, "leftOut", item.sentence ?? "", why, undefined, path);
  }

  async #tell(
    frame: Frame,
    item: Placed,
    verdict: Checked["verdict"],
    sentence: string,
    why: string,
    judged: Judged = { holds: null, conditions: [] },
    path = pathOf(frame, item.id),
  ): Promise<void> {
    const { journal, ports } = this.#context;
    if (ports.operator.interruption.aborted) return;
    this.counts[verdict] += 1;
    ports.operator.show({
      kind: "checked",
      place: placeOf(this.#context, frame, item),
      verdict,
      sentence,
      findings: judged.conditions,
      why,
    });
    if (verdict === "leftOut") {
      await journal.append({ kind: "done", path, how: "skipped", why: clipBytes(why, 1000), goTo: null, isRepeatable: false });
      return;
    }
    const actual = [...judged.conditions.map(({ readAs, actual: found }) => `${readAs} [${found}]`), why].filter((part) => part !== "");
    await journal.append({
      kind: "judged",
      path,
      holds: verdict === "holds" ? true : verdict === "fails" ? false : null,
      by: "machine",
      sentence: clipBytes(sentence, 1000),
      actual: clipBytes(actual.join("\n"), 1000),
    });
  }
}

type Placed = {
  readonly id: string;
  readonly kind: string;
  readonly title: string | null;
  readonly source: Item["source"];
  readonly sentence?: string;
};

const verdictOf = ({ holds }: Judged): Checked["verdict"] => (holds === true ? "holds" : holds === false ? "fails" : "unmeasured");
const noValue = (value: Value | Capture): string => `\`<${nameOf(value)}>\` has no value: what would give it was left out`;

const probesOf = (conditions: readonly Condition[]): Block[] =>
  conditions.flatMap(({ subject }) => (subject.kind === "command" ? [subject.block] : []));

const valuesOf = ({ values, session, host }: Block): (Value | Capture)[] => [
  ...Object.values({ ...session?.values, ...values }),
  ...(typeof host === "string" ? [] : [host]),
];

const tablesIn = ({ subject, predicate }: Condition): (Value | Capture)[] => [
  ...(subject.kind === "rows" ? [subject.table] : []),
  ...(predicate !== null && "table" in predicate ? [predicate.table] : []),
];
