/**
 * `shared.ts`: sessions, and captures that a procedure or a session reads from another step. See `plan.ts` for why.
 */
import type { ItemId } from "../../ast/item.ts";
import type { ResolvedRunbook } from "../../ast/resolved.ts";
import type { Names } from "../names.ts";
import { blockCode } from "./blocks.ts";
import { namesIn } from "./code.ts";
import { itemCode } from "./items.ts";
import { sourceLine, type Module } from "./module.ts";
import { placeOutside } from "./place.ts";
import { makePlan, sharedModule, type Plan } from "./plan.ts";
import { sectionModule } from "./section-module.ts";

/** The plan with every capture that must be shared moved to `shared.ts`. */
export function planModules(runbook: ResolvedRunbook, names: Names): Plan {
  const draft = makePlan(runbook, names);
  const readers = [
    ...runbook.procedures.flatMap(({ sections }) => sections.map((section) => sectionModule(section, draft))),
    sharedModuleOf(draft),
  ];
  const readElsewhere = new Set(
    readers.flatMap((reader) =>
      reader.declarations.flatMap((declaration) =>
        namesIn(declaration.code)
          .filter((name) => name.from !== reader.path)
          .map((name) => name.name),
      ),
    ),
  );
  const shared = [...draft.captures].filter(([, capture]) => readElsewhere.has(capture.name.name)).map(([id]): ItemId => id);
  return makePlan(runbook, names, new Set(shared));
}

export function sharedModuleOf(plan: Plan): Module {
  const place = placeOutside(plan);
  const captures = [...plan.captures.values()].filter((capture) => capture.name.from === sharedModule);
  return {
    path: sharedModule,
    comment: ["What no single step owns: sessions, and values that a procedure or a session reads from another step."],
    declarations: [
      ...captures.map(({ item, name }) => ({
        name,
        code: itemCode(item, place),
        isExported: true,
        comment: [sourceLine(plan.runbook, item.span)],
      })),
      ...[...plan.sessions.values()].map(({ block, name }) => ({
        name,
        code: blockCode(block, place),
        isExported: true,
        comment: [sourceLine(plan.runbook, block.span)],
      })),
    ],
  };
}
