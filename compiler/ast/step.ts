/**
 * Which sections are steps, and which parts of a document frame them.
 */
import { itemsOf, type ItemKind } from "./index.ts";
import type { Section } from "./section.ts";

/** The labels that make a section a step; the others are shown with it. */
const stepKinds: readonly ItemKind[] = ["Run", "Check", "Gate", "Expect", "Manual", "Decision", "Do", "Procedure", "Stop", "Unlabelled"];

export function isStep(section: Section): boolean {
  return itemsOf(section).some(({ kind }) => stepKinds.includes(kind));
}

/** The title with its header, and the table of parameters: no steps by themselves, though a label may stand there. */
export function isFrame({ depth, children }: Section): boolean {
  return depth === 1 || children.some((child) => child.kind === "Table" && child.role === "parameters");
}
