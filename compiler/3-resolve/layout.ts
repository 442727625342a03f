/**
 * Where every item stands: its section, and the procedure whose body that section is. Sections that are not bodies run
 * in document order; a body runs only when it is called. The body of another document that is called as a whole has several.
 */
import { itemsOf, type Item } from "../ast/index.ts";
import type { ItemId } from "../ast/item.ts";
import { documentAt, type LinkedDocument } from "../ast/linked-document.ts";
import type { Procedure } from "../ast/procedure.ts";
import type { Runbook } from "../ast/runbook.ts";
import type { Section } from "../ast/section.ts";

export interface Place {
  readonly item: Item;
  readonly section: Section;
  /** The procedure in whose body the item stands; `null` in a section that runs in order. */
  readonly procedure: Procedure | null;
  /** The body whose names a procedure sees beside its own: that of its document; `undefined` where it sees none. */
  readonly around: Body | undefined;
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

/** `wholes`: the bodies of other documents that are called as a whole. */
export function layOut(runbook: Runbook, linked: readonly LinkedDocument[] = [], wholes: readonly Body[] = []): Layout {
  const places: Place[] = [];
  const inOrder: Section[] = [];
  const document: Body = { procedure: null, sections: inOrder };
  const procedures: Body[] = [...wholes];
  const fileOf = ({ span }: Section): LinkedDocument | null => documentAt(linked, span.start.offset);
  for (const section of runbook.sections) {
    const file = fileOf(section);
    const whole = wholes.find(({ sections: [first] }) => file !== null && first !== undefined && fileOf(first) === file);
    const body = procedureOf(section);
    const procedure = body ?? (file === null ? null : (whole?.procedure ?? null));
    if (body !== null) procedures.push({ procedure: body, sections: [section] });
    else if (procedure === null) inOrder.push(section);
    const around = body === null ? undefined : file === null ? document : whole;
    for (const item of itemsOf(section)) places.push({ item, section, procedure, around, order: places.length });
  }
  return {
    places,
    placeOf: new Map(places.map((place) => [place.item.id, place])),
    bodies: [document, ...procedures],
  };
}

/** The body that a section is part of. */
export function bodyWith(section: Section, { bodies }: Layout): Body | null {
  return bodies.find(({ sections }) => sections.includes(section)) ?? null;
}

/** The PROCEDURE that makes a section a body. */
export function procedureOf(section: Section): Procedure | null {
  return itemsOf(section).find((item) => item.kind === "Procedure") ?? null;
}
