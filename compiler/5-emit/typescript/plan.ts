/**
 * Who declares what: the constant name and the module of every parameter, capture, session, procedure and step.
 *
 * Captures belong to the module of the step that takes them. Those that a procedure or a session reads from elsewhere go to
 * `shared.ts`, because the step that takes one may also call the procedure, and modules must not import each other in a circle.
 */
import type { ItemId } from "../../ast/item.ts";
import type { ResolvedBlock, ResolvedItem, ResolvedRunbook, ResolvedSection } from "../../ast/resolved.ts";
import type { Names } from "../names.ts";
import { sectionsOf } from "../names.ts";
import type { Name } from "./code.ts";
import { Scope } from "./identifiers.ts";

export const parametersModule = "parameters.ts";
export const sharedModule = "shared.ts";

/** The module of another document that is called as a whole. */
export const wholeModule = (name: string): string => `called/${name.replaceAll(/[^A-Za-z0-9.]+/g, "-")}.ts`;

export type CaptureItem = Extract<ResolvedItem, { kind: "capture" }>;

export interface Plan {
  readonly runbook: ResolvedRunbook;
  readonly names: Names;
  /** Names that are taken in every module. */
  readonly scope: Scope;
  readonly parameters: ReadonlyMap<string, Name>;
  readonly captures: ReadonlyMap<ItemId, { readonly item: CaptureItem; readonly name: Name }>;
  /** By the session block's id. */
  readonly sessions: ReadonlyMap<string, { readonly block: ResolvedBlock; readonly name: Name }>;
  /** By the procedure's name. */
  readonly procedures: ReadonlyMap<string, Name>;
  readonly sections: ReadonlyMap<ResolvedSection, Name>;
}

export function makePlan(runbook: ResolvedRunbook, names: Names, sharedCaptures: ReadonlySet<ItemId> = new Set()): Plan {
  const scope = new Scope();
  const named = (from: string, words: string, suffix: string): Name => ({ kind: "name", name: scope.take(words, suffix), from });
  const sections = sectionsOf(runbook);
  const pathOf = (section: ResolvedSection): string => names.moduleOf.get(section) ?? "";

  const parameters = new Map(runbook.parameters.map((parameter) => [parameter.name, named(parametersModule, parameter.name, "Value")]));
  const captures = new Map(
    sections.flatMap((section) =>
      section.items
        .filter((item) => item.kind === "capture")
        .map((item) => [
          item.id,
          { item, name: named(sharedCaptures.has(item.id) ? sharedModule : pathOf(section), item.name, "Captured") },
        ]),
    ),
  );
  const procedureSections = new Map(
    runbook.procedures.filter(({ wholeTitle }) => wholeTitle === null).map((procedure) => [procedure.sections[0], procedure]),
  );
  const sectionNames = new Map(
    sections.map((section) => {
      const words = procedureSections.get(section)?.name ?? section.title;
      return [section, named(pathOf(section), words, procedureSections.has(section) ? "Procedure" : "Step")];
    }),
  );
  const procedures = new Map(
    runbook.procedures.map(({ name, sections: [first], wholeTitle }) => [
      name,
      wholeTitle === null ? (sectionNames.get(first) as Name) : named(wholeModule(name), name, "Runbook"),
    ]),
  );
  const sessionBlocks = new Map(runbook.blocks.flatMap((block) => (block.session === null ? [] : [[block.session.id, block.session]])));
  const sessions = new Map(
    [...sessionBlocks].map(([id, block]) => [id, { block, name: named(sharedModule, `${block.host} session`, "Block") }]),
  );
  return { runbook, names, scope, parameters, captures, sessions, procedures, sections: sectionNames };
}
