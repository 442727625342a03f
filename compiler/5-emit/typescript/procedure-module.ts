/**
 * `procedure.ts`: the whole, in the order of the document, and the executable tail.
 */
import type { ResolvedSection } from "../../ast/resolved.ts";
import { array, call, object, runtime, text, type Code, type Name } from "./code.ts";
import { Scope } from "./identifiers.ts";
import { type Module } from "./module.ts";
import type { Plan } from "./plan.ts";
import { known } from "./values.ts";

export function procedureModule(plan: Plan, compilerVersion: string): Module {
  const { runbook } = plan;
  const name: Name = { kind: "name", name: new Scope(plan.scope).take(runbook.id, "Procedure"), from: null };
  const sections = (list: readonly ResolvedSection[]): Code => array(list.map((section) => known(plan.sections.get(section), section.id)));
  const parameters = runbook.parameters.filter((parameter) => parameter.type.kind !== "literal");
  const code = call(
    runtime("procedure"),
    object({
      id: text(runbook.id),
      title: text(runbook.title),
      sourceFile: text(runbook.path),
      sourceSha256: text(runbook.sha256),
      compilerVersion: text(compilerVersion),
      parameters: array(parameters.map((parameter) => known(plan.parameters.get(parameter.name), parameter.name))),
      hosts: array(runbook.hosts.map(text)),
      steps: sections(runbook.steps),
      checklist: sections(runbook.checklist),
      procedures: array(runbook.procedures.map((procedure) => known(plan.procedures.get(procedure.name), procedure.name))),
      tables: array(
        runbook.tables
          .filter((table) => table.role !== "parameters" && table.role !== "other")
          .map((table) =>
            object({
              role: text(table.role),
              columns: array(table.columns.map(text)),
              rows: array(table.rows.map((row) => array(row.map(text)))),
            }),
          ),
      ),
    }),
  );
  return {
    path: "procedure.ts",
    comment: [runbook.title, "", ...runbook.headers.flatMap((header) => [`${header.name}: ${header.text}`, ""]), `@source ${runbook.path}`],
    declarations: [{ name, code, isExported: false, comment: [] }],
    tail: {
      statements: [
        ...(parameters.length === 0 ? [] : [`export * from "./parameters.ts";`]),
        `export default ${name.name};`,
        `await main(${name.name}, import.meta);`,
      ],
      uses: [runtime("main")],
    },
  };
}
