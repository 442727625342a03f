/**
 * The module of one section: a step, a reading section, or the body of a procedure.
 */
import type { ValueReference } from "../../ast/analysis.ts";
import type { ItemId } from "../../ast/item.ts";
import { documentAt } from "../../ast/linked-document.ts";
import type { ResolvedItem, ResolvedProcedure, ResolvedSection } from "../../ast/resolved.ts";
import { array, call, flag, namesIn, object, runtime, text, type Code, type Name } from "./code.ts";
import { itemCode } from "./items.ts";
import { sourceLine, type Declaration, type Module } from "./module.ts";
import { argumentsIn, placeInSection, type Place } from "./place.ts";
import { wholeModule, type Plan } from "./plan.ts";
import { argumentCode, captureName, known, sourceCode, typeCode } from "./values.ts";

type LabelledItem = Exclude<ResolvedItem, { kind: "reading" }>;

export function sectionModule(section: ResolvedSection, plan: Plan): Module {
  const place = placeInSection(plan, section);
  const path = known(plan.names.moduleOf.get(section), section.id);
  const procedure = plan.runbook.procedures.find(({ wholeTitle, sections: [first] }) => wholeTitle === null && first === section);
  const body = [
    ...itemDeclarations(section, path, place),
    procedure === undefined ? stepDeclaration(section, place) : procedureDeclaration(procedure, place),
  ];
  const used = new Set(body.flatMap(({ code }) => [...namesIn(code)].map(({ name }) => name)));
  const declared = argumentsIn(plan, section).map((parameter) => argumentDeclaration(parameter, place));
  return { path, comment: leadComment(section, plan), declarations: [...declared.filter(({ name }) => used.has(name.name)), ...body] };
}

function leadComment(section: ResolvedSection, plan: Plan): string[] {
  const title = section.title === section.id || section.title === "" ? section.id : `${section.id} ${section.title}`;
  const lead = section.lead.trim();
  const heading = /^[\d A-Z]/.test(section.id) ? title : section.title || section.id;
  return [heading, "", ...(lead === "" ? [] : [lead, ""]), sourceLine(plan.runbook, section.span)];
}

function argumentDeclaration(parameter: ValueReference, place: Place): Declaration {
  return {
    name: known(place.arguments.get(parameter.name), parameter.name),
    code: argumentCode(parameter.name, parameter.type),
    isExported: false,
    comment: [],
  };
}

/** Every item with a constant, each after what it refers to: a run after its gates, a judge after what it judges. */
function itemDeclarations(section: ResolvedSection, path: string, place: Place): Declaration[] {
  const byId = new Map(section.items.flatMap((item) => (item.kind === "reading" ? [] : [[item.id, item]])));
  const nameOf = (item: LabelledItem): Name | undefined =>
    item.kind === "capture" ? captureName(item.id, place) : place.locals.get(item.id);
  const byName = new Map(
    [...byId.values()].flatMap((item) => {
      const name = nameOf(item);
      return name === undefined || (name.from !== null && name.from !== path) ? [] : [[name.name, item]];
    }),
  );
  const declarations = new Map<ItemId, Declaration>();
  const declare = (item: LabelledItem): void => {
    const name = nameOf(item);
    if (name === undefined || !byName.has(name.name) || declarations.has(item.id)) return;
    const code = itemCode(item, place);
    for (const needed of namesIn(code)) {
      const other = byName.get(needed.name);
      if (other !== undefined && other.id !== item.id) declare(other);
    }
    declarations.set(item.id, { name, code, isExported: item.kind === "capture", comment: [sourceLine(place.plan.runbook, item.span)] });
  };
  for (const item of byId.values()) declare(item);
  return [...declarations.values()];
}

function stepDeclaration(section: ResolvedSection, place: Place): Declaration {
  const code = call(
    runtime("step"),
    object({
      id: text(section.id),
      title: text(section.title),
      isReading: section.isReading ? flag(true) : null,
      items: itemList(section, place),
      source: sourceCode(section.span),
    }),
  );
  return { name: known(place.plan.sections.get(section), section.id), code, isExported: true, comment: [] };
}

function procedureDeclaration(procedure: ResolvedProcedure, place: Place): Declaration {
  const [section] = procedure.sections;
  const code = call(
    runtime("defineProcedure"),
    object({
      name: text(procedure.name),
      title: text(section.title),
      parameters: array(procedure.parameters.map((parameter) => text(parameter.name))),
      items: itemList(section, place),
      sourceFile: linkedFile(section, place.plan),
      source: sourceCode(section.span),
    }),
  );
  return { name: known(place.plan.sections.get(section), procedure.name), code, isExported: true, comment: [] };
}

/** The module of another document that is called as a whole: its values, and its sections in order. */
export function wholeModuleOf(procedure: ResolvedProcedure, plan: Plan): Module {
  const { name, wholeTitle, sections, parameters } = procedure;
  const [first] = sections;
  const path = documentAt(plan.runbook.linked, first.span.start.offset)?.path ?? "";
  const optional = parameters.filter((parameter) => parameter.default !== null);
  const code = call(
    runtime("defineRunbook"),
    object({
      name: text(name),
      title: text(wholeTitle ?? name),
      parameters: array(parameters.filter((parameter) => parameter.default === null).map((parameter) => text(parameter.name))),
      defaults: optional.length === 0 ? null : object(Object.fromEntries(optional.map((one) => [one.name, text(one.default ?? "")]))),
      types: parameters.length === 0 ? null : object(Object.fromEntries(parameters.map((one) => [one.name, typeCode(one.type)]))),
      steps: array(sections.map((section) => known(plan.sections.get(section), section.id))),
      sourceFile: linkedFile(first, plan),
      source: sourceCode(first.span),
    }),
  );
  return {
    path: wholeModule(name),
    comment: [wholeTitle ?? name, "", `@source ${path}`],
    declarations: [{ name: known(plan.procedures.get(name), name), code, isExported: true, comment: [] }],
  };
}

/** Of a procedure that was taken in from another document. */
function linkedFile({ span }: ResolvedSection, { runbook }: Plan): Code | null {
  const document = documentAt(runbook.linked, span.start.offset);
  return document === null ? null : text(document.path);
}

/** In the order of the document: constants by name, words in place. */
function itemList(section: ResolvedSection, place: Place): Code {
  return array(
    section.items.map((item) => {
      if (item.kind === "capture") return captureName(item.id, place);
      const local = item.kind === "reading" ? undefined : place.locals.get(item.id);
      return local ?? itemCode(item, place);
    }),
  );
}
