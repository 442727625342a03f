/**
 * Which sections are steps, and which parts of a document frame them.
 */
import { itemsOf, type ItemKind } from "./index.ts";
import type { Runbook } from "./runbook.ts";
import type { Section } from "./section.ts";

/** The labels that make a section a step; the others are shown with it. */
const stepKinds: readonly ItemKind[] = ["Run", "Check", "Gate", "Expect", "Manual", "Decision", "Do", "Procedure", "Stop", "Unlabelled"];

export function isStep(section: Section): boolean {
  return itemsOf(section).some(({ kind }) => stepKinds.includes(kind));
}

/** What stands before the first heading, the title with its header, the parameters: no steps, unless a label stands there. */
export function isFrame(section: Section, { title, hasParametersSection }: Runbook): boolean {
  return (
    section.title === "" || (section.depth === 1 && section.title === title) || (hasParametersSection && section.title === "Parameters")
  );
}
