/**
 * `lint --fix`: applies the edits that diagnostics carry to the text as it lies on the disk, in passes until none is left.
 */
import type { Diagnostic, Edit } from "../../compiler/diagnostics/diagnostic.ts";
import { applyEdits, chooseEdits } from "../../compiler/diagnostics/edits.ts";
import type { Analysed } from "../../compiler/index.ts";
import { outlineOf } from "../../compiler/outline.ts";

export interface FixedText {
  readonly text: string;
  /** What was mended, in the order of the passes; places are those of the text before each pass. */
  readonly fixed: readonly Diagnostic[];
  /** How the fixed text is read. */
  readonly result: Analysed;
}

/** An edit may make room for another; what goes on changing after so many passes is left as it is. */
const passesMax = 10;

/** Other forms of the same thing: their edits are applied only if the machine reads the document as before. */
const sameMeaning: ReadonlySet<string> = new Set(["resolve/legacy-form", "build/unlabelled-fence"]);

/** What is applied whole or not at all. */
interface Unit {
  readonly diagnostic: Diagnostic;
  readonly edits: readonly Edit[];
}

export async function fixText(text: string, analyse: (text: string) => Promise<Analysed>): Promise<FixedText> {
  let current: FixedText = { text, fixed: [], result: await analyse(text) };
  for (let pass = 0; pass < passesMax; pass++) {
    const next = (await applySlips(current, analyse)) ?? (await applyForms(current, analyse));
    if (next === null) break;
    current = next;
  }
  return current;
}

/** Mends what is wrong; `null` where nothing is. */
async function applySlips({ text, fixed, result }: FixedText, analyse: (text: string) => Promise<Analysed>): Promise<FixedText | null> {
  const units = result.diagnostics
    .filter(({ code }) => !sameMeaning.has(code))
    .flatMap((diagnostic) => (diagnostic.edits === null ? [] : [{ diagnostic, edits: diagnostic.edits }]));
  return applyUnits(text, fixed, chooseUnits(units), analyse);
}

/** Writes old forms anew, all at once, or one by one where not all of them mean the same. */
async function applyForms(current: FixedText, analyse: (text: string) => Promise<Analysed>): Promise<FixedText | null> {
  const units = current.result.diagnostics.filter(({ code }) => sameMeaning.has(code)).flatMap(unitsOfForm);
  const all = chooseUnits(units);
  const together = await applyUnits(current.text, current.fixed, all, analyse);
  if (together === null || isSame(current.result, together.result)) return together;
  let kept: readonly Unit[] = [];
  let best: FixedText | null = null;
  for (const unit of all) {
    const tried = await applyUnits(current.text, current.fixed, [...kept, unit], analyse);
    if (tried === null || !isSame(current.result, tried.result)) continue;
    kept = [...kept, unit];
    best = tried;
  }
  return best;
}

/** One diagnostic tells of a form in many places, each on its own; the edits of a block belong together. */
function unitsOfForm(diagnostic: Diagnostic): Unit[] {
  const { code, edits } = diagnostic;
  if (edits === null) return [];
  return code === "resolve/legacy-form" ? edits.map((edit) => ({ diagnostic, edits: [edit] })) : [{ diagnostic, edits }];
}

/** Units in the order of the document, without those that overlap an earlier one. */
function chooseUnits(units: readonly Unit[]): Unit[] {
  const chosen: Unit[] = [];
  for (const unit of units) {
    const edits = [...chosen, unit].flatMap((one) => one.edits);
    if (chooseEdits(edits).length === edits.length) chosen.push(unit);
  }
  return chosen;
}

async function applyUnits(
  text: string,
  fixed: readonly Diagnostic[],
  units: readonly Unit[],
  analyse: (text: string) => Promise<Analysed>,
): Promise<FixedText | null> {
  if (units.length === 0) return null;
  const changed = applyEdits(text, chooseEdits(units.flatMap(({ edits }) => edits)));
  if (changed === text) return null;
  return { text: changed, fixed: [...fixed, ...new Set(units.map(({ diagnostic }) => diagnostic))], result: await analyse(changed) };
}

/** True if the machine runs, judges and asks the same, and has nothing new to complain of. */
function isSame(before: Analysed, after: Analysed): boolean {
  const complaints = (result: Analysed): string[] =>
    result.diagnostics.filter(({ severity }) => severity !== "info").map(({ code }) => code);
  const left = complaints(before);
  const hasNew = complaints(after).some((code) => {
    const at = left.indexOf(code);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
  return !hasNew && JSON.stringify(meaningOf(before)) === JSON.stringify(meaningOf(after));
}

function meaningOf({ runbook, analysis, diagnostics }: Analysed): unknown {
  if (runbook === null || analysis === null) return null;
  return outlineOf({ runbook, analysis, diagnostics }).steps.map(({ id, title, items }) => ({
    id,
    title,
    items: items.map((item) => ({ ...item, line: null, scriptLine: null, qualifiers: null, remarks: null })),
  }));
}
