/**
 * What differs between the procedure that a run started with and the one that is compiled now, item by item, and whether the
 * run may go on with the second. It may where everything that was started, done by a person or captured is still what it was;
 * what was only read and judged is read and judged again where it differs.
 */
import { itemsOf } from "./preflight.ts";
import type { CompiledProcedure, Item } from "./procedure.ts";
import type { RunState } from "./state.ts";

export interface ItemChange {
  /** `2.2/run-1`, `1/check-1 CAPTURE units`. */
  readonly name: string;
  readonly change: "unchanged" | "changed" | "new" | "gone";
  readonly progress: "done" | "started" | "not begun";
  /** Where the journal speaks of it: several in a loop. */
  readonly paths: readonly string[];
  /** Why the run cannot go on with this; `null` where it can. */
  readonly problem: string | null;
}

export function compareProcedures(before: CompiledProcedure, now: CompiledProcedure, state: RunState): ItemChange[] {
  const old = itemsByName(before);
  const current = itemsByName(now);
  const names = [...current.keys(), ...[...old.keys()].filter((name) => !current.has(name))];
  return names.map((name) => {
    const was = old.get(name);
    const is = current.get(name);
    const change = was === undefined ? "new" : is === undefined ? "gone" : isSame(was, is) ? "unchanged" : "changed";
    const item = (was ?? is) as Item;
    const paths = pathsOf(item, state);
    const done = paths.filter((path) => state.done.has(path));
    const progress = paths.length === 0 ? "not begun" : done.length === paths.length ? "done" : "started";
    return {
      name,
      change,
      progress,
      paths: done,
      problem: change === "new" || change === "unchanged" ? null : problemOf(item, name, paths, state),
    };
  });
}

/** Values that the run was given and the procedure now declares otherwise. */
export function parameterProblems(before: CompiledProcedure, now: CompiledProcedure): string[] {
  const typesOf = ({ parameters }: CompiledProcedure): Map<string, string> =>
    new Map(parameters.map(({ name, type }) => [name, JSON.stringify(type)]));
  const [old, current] = [typesOf(before), typesOf(now)];
  return [...new Set([...old.keys(), ...current.keys()])]
    .filter((name) => old.get(name) !== current.get(name))
    .map(
      (name) =>
        `the parameter \`${name}\` is ${old.has(name) ? (current.has(name) ? "of another type" : "gone") : "new"}: its value is fixed when a run starts`,
    );
}

/** Words are shown by every runner anew, and nothing depends on them. */
const isWords = ({ kind }: Item): boolean => kind === "reading" || kind === "note" || kind === "caution";

function itemsByName(procedure: CompiledProcedure): Map<string, Item> {
  return new Map(itemsOf(procedure).flatMap((item) => (isWords(item) ? [] : [[nameOf(item), item] as const])));
}

const nameOf = (item: Item): string => (item.kind === "capture" ? `${item.from} CAPTURE ${item.name}` : item.id);

/** Where it stands in the file is not what it means; what a DO calls and what judges a RUN are items of their own. */
function isSame(a: Item, b: Item): boolean {
  const meaning = (item: Item): string =>
    JSON.stringify(item, (key, value: unknown) => {
      if (key === "source" || key === "sourceFile" || key === "gates") return undefined;
      return key === "procedure" && typeof value === "object" && value !== null && "name" in value ? value.name : value;
    });
  return meaning(a) === meaning(b);
}

function pathsOf(item: Item, state: RunState): string[] {
  const id = item.kind === "capture" ? `capture:${item.name}` : item.id;
  const known = new Set([...state.done.keys(), ...state.attempts.keys(), ...state.captured.keys(), ...state.lists.keys()]);
  return [...known].filter((path) => path === id || path.endsWith(`]/${id}`));
}

function problemOf(item: Item, name: string, paths: readonly string[], state: RunState): string | null {
  const was = (what: string): string => `\`${name}\` was ${what}, and is not the same now`;
  if (paths.some((path) => state.attemptAt(path) !== null)) return was("started");
  if (paths.length > 0 && (item.kind === "run" || item.kind === "manual")) return was("done by a person");
  if (paths.some((path) => state.lists.has(path))) return was("begun, with a list that is fixed");
  if (item.kind === "capture" && paths.length > 0) return was("captured");
  return null;
}
