/**
 * The two ways into a procedure: a new run, and a run that stopped or whose runner died. Both verify everything first,
 * write down who they are, and then do the same.
 */
import { blocksOf, misnamed, secretsByHand, unbuilt, verifyBlocks } from "./preflight.ts";
import { unmappedHosts, whyUnreachable, type Hosts, type Reach } from "./hosts.ts";
import { checkProcedure } from "./check-only.ts";
import { closeProcedure } from "./closing.ts";
import { clipBytes, journalVersion, type RunMode } from "./entries.ts";
import { expectationsOf } from "./expectations.ts";
import { executeBody } from "./execute-body.ts";
import { executeAgain } from "./execute-item.ts";
import { executeProcedure } from "./execute.ts";
import { Journal, JournalRefused } from "./journal.ts";
import { checkedOutcome, closedOutcome, outcomeOf, refused, type Outcome } from "./outcome.ts";
import { compileShapes, maskText, type Shapes } from "./mask.ts";
import { StoreFailure, type Operator, type Ports } from "./ports.ts";
import { bindParameters, describe, knownOf, misfitOfParameter, Scope } from "./values.ts";
import type { Approvals } from "./approvals.ts";
import type { OnceMarks } from "./once.ts";
import type { SecretSource } from "./secret-source.ts";
import { compareProcedures, parameterProblems, type ItemChange } from "./procedure-changes.ts";
import { differencesBetween, type Surroundings } from "./surroundings.ts";
import { checkResumable } from "./resume.ts";
import { z } from "zod";
import type { ProcedureMarker } from "./markers.ts";
import { ageMs, type RunContext } from "./context.ts";
import type { CompiledProcedure, Parameter } from "./procedure.ts";
import type { Place } from "./questions.ts";

export interface RunOptions {
  readonly procedure: CompiledProcedure;
  /** The content hash of the manifest: resume refuses any other. */
  readonly procedureSha256: string;
  /** The bytes of a block as text, by its `file`; `null` if there is none. */
  readonly readBlock: (file: string) => string | null;
  readonly ports: Ports;
  readonly runId: string;
  readonly identity: { readonly host: string; readonly user: string };
  /** Where it acts; left out: in a made world. */
  readonly surroundings?: Surroundings;
  /** As in rungate.yaml. */
  readonly hosts: Hosts;
  /** A made world has every host that a value may name. */
  readonly hasEveryHost?: boolean;
  /** The marks of `once`; left out: no environment is named. */
  readonly onceMarks?: OnceMarks;
  /** The way to a second person; left out: nothing marked `two-person` may start. */
  readonly approvals?: Approvals;
  /** The `[REVALIDATE]` markers of the document; left out: none. */
  readonly markers?: readonly ProcedureMarker[];
  /** Secrets that nobody types; left out, and where it fails: the operator is asked. */
  readonly secretSource?: SecretSource;
  /** How it is carried out; left out: the machine runs the blocks. */
  readonly mode?: RunMode | null;
}
export interface StartOptions extends RunOptions {
  /** Steps or runs marked `only when named` that are asked for; a resumed run finds them in its record. */
  readonly named?: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
}

/** Runs a procedure from its beginning. The journal must be empty. */
export async function startRun(options: StartOptions): Promise<Outcome> {
  const prepared = prepare(options);
  const bound = bindParameters(options.procedure.parameters, options.parameters, options.ports.clock.now().slice(0, 10));
  const named = options.named ?? [];
  const problems = [...prepared.problems, ...misnamed(options.procedure, named), ...bound.problems];
  if (problems.length > 0) return refuse(options, problems);
  const missing = await askForParameters(
    options,
    bound.missing.filter(({ type }) => type !== "secret"),
  );
  if (typeof missing === "string") return refuse(options, [missing]);
  const values = { ...bound.values, ...missing };
  const secrets = await askForSecrets(options);
  if (typeof secrets === "string") return refuse(options, [secrets]);
  return guarded(options, prepared, async (journal) => {
    if (journal.count > 0) throw new JournalRefused("the record is not empty: it belongs to another run");
    const { procedure, identity } = options;
    await journal.append({
      kind: "run",
      version: journalVersion,
      runId: options.runId,
      runbook: procedure.id,
      title: clipBytes(procedure.title, 600),
      procedureSha256: options.procedureSha256,
      sourceSha256: procedure.sourceSha256,
      compilerVersion: procedure.compilerVersion,
      host: identity.host,
      user: identity.user,
      parameters: await journal.keep("parameters", values),
      ...(options.mode !== undefined && options.mode !== null && { mode: options.mode }),
      ...(options.surroundings !== undefined && { surroundings: await journal.keep("surroundings", options.surroundings) }),
      ...(named.length > 0 && { named: await journal.keep("named", named) }),
    });
    return { values, secrets, named, hasCrashed: false };
  });
}

export interface ResumeOptions extends RunOptions {
  /** The version that the run has gone by so far, where it goes on with another. */
  readonly replaced?: {
    readonly procedure: CompiledProcedure;
    readonly procedureSha256: string;
    /** Where the new one lies, in the run's folder. */
    readonly folder: string;
  };
  /** The reason why it is brought to its end instead. */
  readonly closing?: string;
}

/** Goes on with a run, from what its journal says. */
export async function resumeRun(options: ResumeOptions): Promise<Outcome> {
  const prepared = prepare(options);
  if (prepared.problems.length > 0) return refuse(options, prepared.problems);
  // Never written down, so asked for again.
  const secrets = await askForSecrets(options);
  if (typeof secrets === "string") return refuse(options, [secrets]);
  return guarded(options, prepared, async (journal, droppedBytes) => {
    const first = checkResumable(journal.state, {
      runId: options.runId,
      procedureSha256: (options.replaced ?? options).procedureSha256,
      host: options.identity.host,
    });
    const began = first.surroundings === undefined ? null : z.record(z.string(), z.string()).parse(await journal.kept(first.surroundings));
    const differences = began === null ? [] : differencesBetween(began, options.surroundings ?? {});
    if (differences.length > 0) throw new JournalRefused(`the run would act somewhere else: ${differences.join("; ")}`);
    const [open] = options.closing === undefined ? [] : journal.state.openAttempts();
    if (open !== undefined)
      throw new JournalRefused(
        `nobody knows how \`${open.intent.path}\` ended: \`rungate resume ${options.runId}\` waits for its end, or asks for it`,
      );
    const changes = options.replaced === undefined ? [] : compareWith(options.replaced.procedure, options, journal);
    const values = z.record(z.string(), z.string()).parse(await journal.kept(first.parameters));
    const named = first.named === undefined ? [] : z.array(z.string()).parse(await journal.kept(first.named));
    const hasCrashed = journal.state.end === null;
    await journal.append({ kind: "resumed", host: options.identity.host, user: options.identity.user, droppedBytes });
    await recordChanges(options, journal, changes);
    return { values, secrets, named, hasCrashed };
  });
}

/** Throws `JournalRefused` where the run cannot go on with the procedure as it is now. */
function compareWith(before: CompiledProcedure, { procedure }: RunOptions, { state }: Journal): readonly ItemChange[] {
  const changes = compareProcedures(before, procedure, state);
  const problems = [...parameterProblems(before, procedure), ...changes.flatMap(({ problem }) => problem ?? [])];
  if (problems.length > 0) throw new JournalRefused(problems.join("; "));
  return changes;
}

/** Shows what differs, and takes back what was done of it. */
async function recordChanges(
  { replaced, procedure, ports, procedureSha256 }: ResumeOptions,
  journal: Journal,
  changes: readonly ItemChange[],
): Promise<void> {
  if (replaced === undefined) return;
  const differing = changes.filter(({ change }) => change !== "unchanged");
  const items = differing.map(({ name, change, progress }) => ({ name, state: `${change}, ${progress}` }));
  ports.operator.show({
    kind: "list",
    place: { ...placeOfDocument(procedure), step: "resume", stepTitle: "What has changed", keyword: "PROCEDURE" },
    items: [...items, { name: `${changes.length - items.length} others`, state: "unchanged" }],
  });
  // First: if the runner dies between the two, something is only done again.
  for (const path of differing.flatMap(({ paths }) => paths))
    await journal.append({ kind: "done", path, how: "changed", why: "its procedure has changed", goTo: null, isRepeatable: false });
  await journal.append({
    kind: "procedure",
    procedureSha256,
    sourceSha256: procedure.sourceSha256,
    compilerVersion: procedure.compilerVersion,
    folder: replaced.folder,
    changes: await journal.keep("changes", items),
    by: ports.operator.name,
  });
}

interface Prepared {
  readonly scripts: ReadonlyMap<string, string>;
  readonly blocks: ReturnType<typeof blocksOf>;
  readonly problems: readonly string[];
}

function prepare(options: RunOptions): Prepared {
  const blocks = blocksOf(options.procedure);
  const verified = verifyBlocks(blocks, options.readBlock);
  return {
    blocks,
    scripts: verified.scripts,
    problems: [
      ...verified.problems,
      ...unmappedHosts(options.procedure, reachOf(options)),
      ...(options.mode === "by hand" ? secretsByHand(options.procedure) : []),
      ...(options.mode === "check only"
        ? []
        : unbuilt(options.procedure, options.onceMarks !== undefined, options.approvals !== undefined)),
    ],
  };
}

/** What is pasted by hand goes where the operator is: no host of it needs a mapping. */
const reachOf = ({ hosts, hasEveryHost, mode }: RunOptions): Reach => ({
  hosts,
  hasEveryHost: hasEveryHost === true || mode === "by hand",
});

function refuse(options: RunOptions, problems: readonly string[]): Outcome {
  const outcome = refused(options.runId, problems);
  options.ports.operator.show({ kind: "ended", outcome });
  return outcome;
}

type Opened = {
  readonly values: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly named: readonly string[];
  readonly hasCrashed: boolean;
};

/** Opens the journal, runs, closes it; a record that cannot be trusted or written is an outcome, not a stack trace. */
async function guarded(
  options: ResumeOptions,
  prepared: Prepared,
  open: (journal: Journal, droppedBytes: number) => Promise<Opened>,
): Promise<Outcome> {
  let journal: Journal | null = null;
  try {
    const opened = await Journal.open(options.ports.journalStore, options.ports.clock);
    journal = opened.journal;
    const begun = await open(journal, opened.recovered.droppedBytes);
    return await runToItsEnd(options, prepared, journal, begun);
  } catch (error) {
    if (error instanceof JournalRefused) return refuse(options, [error.message]);
    if (error instanceof StoreFailure) return broken(options, journal, error);
    throw error;
  }
}

async function runToItsEnd(options: ResumeOptions, prepared: Prepared, journal: Journal, begun: Opened): Promise<Outcome> {
  const { procedure, runId } = options;
  const hidden = Object.values(begun.secrets);
  const ports = { ...options.ports, operator: withoutSecrets(options.ports.operator, compileShapes(hidden)) };
  const context: RunContext = {
    runId,
    procedure,
    ports,
    journal,
    named: new Set(begun.named),
    markers: options.markers ?? [],
    allowedReadings: new Set(),
    hasCrashed: begun.hasCrashed,
    interruption: ports.operator.interruption,
    loop: { executeBody, executeAgain },
    turns: null,
    onceMarks: options.onceMarks ?? null,
    approvals: options.approvals ?? null,
    secrets: new Map(Object.entries(begun.secrets).map(([name, text]) => [`RB_${name.replaceAll("-", "_")}`, text])),
    isHeld: () => false,
    whyUnreachable: (host) => whyUnreachable(host, reachOf(options)),
    blockByFile: prepared.blocks,
    scriptOf: (block) => prepared.scripts.get(block.file) as string,
  };
  if (hidden.length > 0) ports.shell.hide(hidden);
  const scope = new Scope(null);
  const shown: Record<string, string> = {};
  for (const parameter of procedure.parameters) {
    const isSecret = parameter.type === "secret";
    const known = knownOf(parameter, (isSecret ? begun.secrets : begun.values)[parameter.name] ?? "");
    scope.set("parameter", parameter.name, known);
    shown[parameter.name] = isSecret ? "(secret)" : describe(known);
  }
  ports.operator.show({
    kind: "runStarted",
    runId,
    title: procedure.title,
    isResumed: journal.state.lastResumedSeq >= 0,
    values: shown,
    steps: procedure.steps.map(({ id, title }) => ({ id, title })),
    expectations: expectationsOf(procedure),
    openWindows: [...journal.state.openWindows.values()].map((open) => ({ name: open.name, openMs: ageMs(context, open) })),
  });
  const outcome = await carryThrough(context, scope, options);
  await journal.append({ kind: "end", state: outcome.state, exitStatus: outcome.exitStatus, happened: clipBytes(outcome.happened, 1000) });
  const closed = { ...outcome, head: journal.head, entries: journal.count };
  ports.operator.show({ kind: "ended", outcome: closed });
  return closed;
}

/** What is to be done with the procedure: judge it, bring it to its end, or carry it out. */
async function carryThrough(context: RunContext, scope: Scope, { mode, closing }: ResumeOptions): Promise<Outcome> {
  if (mode === "check only") return checkedOutcome(context, await checkProcedure(context, scope));
  if (closing !== undefined) return closedOutcome(context, await closeProcedure(context, scope, closing), closing);
  return outcomeOf(context, await executeProcedure(context, scope));
}

/** What an operator types as a reason may be what was in the clipboard. */
function withoutSecrets(operator: Operator, shapes: Shapes | null): Operator {
  if (shapes === null) return operator;
  return {
    name: operator.name,
    interruption: operator.interruption,
    show: (view) => operator.show(view),
    ask: async (question) => {
      const answer = await operator.ask(question);
      return answer.kind === "chosen" ? { ...answer, text: maskText(answer.text, shapes) } : answer;
    },
  };
}

/** The record ends here, and so does the run: nothing may happen that it could not tell. */
function broken(options: RunOptions, journal: Journal | null, error: StoreFailure): Outcome {
  const open = journal?.state.openAttempts() ?? [];
  const outcome: Outcome = {
    ...refused(options.runId, []),
    state: "broken",
    exitStatus: open.length > 0 ? 3 : 1,
    head: journal?.head ?? "",
    entries: journal?.count ?? 0,
    happened: `the record could not be written: ${error.message}; it ends with entry ${(journal?.count ?? 0) - 1}`,
    worldNow:
      open.length > 0
        ? `${open.map(({ intent }) => intent.path).join(", ")} was started and may or may not have happened`
        : "nothing was started that the record does not tell of",
    next: `make room or mend the disk, then rungate resume ${options.runId}`,
  };
  options.ports.operator.show({ kind: "ended", outcome });
  return outcome;
}

/** Asks for what was not given. Answers why not, if nobody is there. */
async function askForParameters(options: RunOptions, missing: readonly Parameter[]): Promise<Record<string, string> | string> {
  const values: Record<string, string> = {};
  for (const parameter of missing) {
    const value = options.mode === "check only" ? null : await askForParameter(options, parameter, "");
    if (value === null)
      return `parameter \`${parameter.name}\` has no value: give \`--param ${parameter.name}=...\` (${parameter.meaning})`;
    values[parameter.name] = value;
  }
  return values;
}

/** Asks until the value fits; `problem` stands above the first question. `null` if nobody is there. */
async function askForParameter({ procedure, ports }: RunOptions, parameter: Parameter, problem: string): Promise<string | null> {
  for (let misfit = problem; ;) {
    const answer = await ports.operator.ask({
      purpose: "parameter",
      place: placeOfParameter(procedure, parameter),
      text: [misfit, `\`<${parameter.name}>\`: ${parameter.meaning}`].filter((part) => part !== "").join("\n"),
      shown: null,
      shownSha256: null,
      isSecret: parameter.type === "secret",
      options: [{ key: "value", meaning: "the value", wantsText: true }],
    });
    if (answer.kind === "gone") return null;
    misfit = misfitOfParameter(parameter, answer.text) ?? "";
    if (misfit === "") return answer.text;
  }
}

/** Gets every secret: from its source, else at a terminal, without echo. Answers why not, if that cannot be. */
async function askForSecrets(options: RunOptions): Promise<Record<string, string> | string> {
  const secrets: Record<string, string> = {};
  for (const parameter of options.procedure.parameters.filter(({ type }) => type === "secret")) {
    const found = (await options.secretSource?.(parameter.name)) ?? null;
    const problem = found === null ? "" : "problem" in found ? found.problem : (misfitOfParameter(parameter, found.value) ?? "");
    const isFound = found !== null && "value" in found && problem === "";
    if (options.mode === "check only" && !isFound)
      return `the secret \`${parameter.name}\` ${problem === "" ? "has no source" : `was not had from its source: ${problem}`}; checks ask nobody: name one in rungate.yaml, \`secrets: { ${parameter.name}: ... }\``;
    const value = isFound ? found.value : await askForParameter(options, parameter, problem);
    if (value === null)
      return [problem, `the secret \`${parameter.name}\` is asked for at a terminal, and there is none (${parameter.meaning})`]
        .filter((part) => part !== "")
        .join("; ");
    secrets[parameter.name] = value;
  }
  return secrets;
}

const placeOfParameter = (procedure: CompiledProcedure, parameter: Parameter): Place => ({
  ...placeOfDocument(procedure),
  step: "parameters",
  stepTitle: "Parameters",
  item: parameter.name,
  keyword: "PARAMETER",
});

const placeOfDocument = ({ title, sourceFile }: CompiledProcedure): Place => ({
  step: "",
  stepTitle: title,
  item: null,
  itemTitle: null,
  keyword: "",
  rows: [],
  sourceFile,
  lines: [1, 1],
});
