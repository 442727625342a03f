/**
 * The TypeScript modules of a procedure. Imported on demand: ts-morph takes 0.4 s to load, and `lint` does not need it.
 */
import { IndentationText, NewLineKind, Project, QuoteKind, StructureKind, type WriterFunction } from "ts-morph";
import type { ResolvedRunbook } from "../../ast/resolved.ts";
import { sectionsOf, type Names } from "../names.ts";
import { importsOf, printComment, printDeclaration, printHeader, type Module } from "./module.ts";
import { parametersModuleOf } from "./parameters-module.ts";
import { procedureModule } from "./procedure-module.ts";
import { sectionModule, wholeModuleOf } from "./section-module.ts";
import { planModules, sharedModuleOf } from "./shared-module.ts";

/** Path in the procedure's folder -> text. */
export function emitModules(runbook: ResolvedRunbook, names: Names, compilerVersion: string): Map<string, string> {
  const plan = planModules(runbook, names);
  const modules = [
    procedureModule(plan, compilerVersion),
    ...[parametersModuleOf(plan), sharedModuleOf(plan)].filter((module) => module.declarations.length > 0),
    ...sectionsOf(runbook).map((section) => sectionModule(section, plan)),
    ...runbook.procedures.filter(({ wholeTitle }) => wholeTitle !== null).map((procedure) => wholeModuleOf(procedure, plan)),
  ];
  const project = new Project({
    useInMemoryFileSystem: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, quoteKind: QuoteKind.Double, newLineKind: NewLineKind.LineFeed },
  });
  const header = printHeader(runbook, compilerVersion);
  return new Map(modules.map((module) => [module.path, printModule(project, module, header)]));
}

function printModule(project: Project, module: Module, header: string): string {
  const imports = [...importsOf(module)].map(
    ([moduleSpecifier, names]) => ({ kind: StructureKind.ImportDeclaration, moduleSpecifier, namedImports: namesInBraces(names) }) as const,
  );
  const paragraphs = [...module.declarations.map(printDeclaration), ...(module.tail?.statements ?? [])];
  const file = project.createSourceFile(`/${module.path}`, {
    statements: [
      (writer) => writer.write(header).blankLine().write(printComment(module.comment)),
      ...imports,
      ...paragraphs.map(
        (paragraph): WriterFunction =>
          (writer) =>
            writer.newLine().write(paragraph),
      ),
    ],
  });
  return file.getFullText();
}

/** On one line where they fit, else as many a line as fit. */
function namesInBraces(names: readonly string[]): string[] | WriterFunction {
  if (names.join(", ").length <= 80) return [...names];
  return (writer) => {
    let column = 0;
    writer.newLine();
    for (const name of names) {
      if (column > 0 && column + name.length > 110) {
        writer.newLine();
        column = 0;
      }
      writer.conditionalWrite(column > 0, " ").write(`${name},`);
      column += name.length + 2;
    }
    writer.newLine();
  };
}
