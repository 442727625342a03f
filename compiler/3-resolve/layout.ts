/**
 * Where every item stands: its section, and the procedure whose body that section is. Sections that are not bodies run
 * in document order; a body runs only when it is called.
 */
import { itemsOf, type Item } from "../ast/index.ts";
import type { ItemId } from "../ast/item.ts";
import type { Procedure } from "../ast/procedure.ts";
import type { Runbook } from "../ast/runbook.ts";
import type { Section } from "../ast/section.ts";

export interface Place {
  readonly item: Item;
  readonly section: Section;
  /** The procedure in whose body the item stands; `null` in a section that runs in order. */
  readonly procedure: Procedure | null;
  /** The item's number in the document, from 0. */
  readonly order: number;
}

/** Sections that run one after the other: the document's own, or one procedure's. */
export interface Body {
  readonly procedure: Procedure | null;
  readonly sections: readonly Section[];
}

export interface Layout {
  /** Every item in document order. */
  readonly places: readonly Place[];
  readonly placeOf: ReadonlyMap<ItemId, Place>;
  /** The document's body first, then those of its procedures. */
  readonly bodies: readonly [Body, ...Body[]];
}

export function layOut(runbook: Runbook): Layout {
  const places: Place[] = [];
  const inOrder: Section[] = [];
  const procedures: Body[] = [];
  for (const section of runbook.sections) {
    const procedure = procedureOf(section);
    if (procedure === null) inOrder.push(section);
    else procedures.push({ procedure, sections: [section] });
    for (const item of itemsOf(section)) places.push({ item, section, procedure, order: places.length });
  }
  return {
    places,
    placeOf: new Map(places.map((place) => [place.item.id, place])),
    bodies: [{ procedure: null, sections: inOrder }, ...procedures],
  };
}

/** The PROCEDURE that makes a section a body. */
export function procedureOf(section: Section): Procedure | null {
  return itemsOf(section).find((item) => item.kind === "Procedure") ?? null;
}
