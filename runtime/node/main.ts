/**
 * `node generated/<id>/procedure.ts --help`: what a compiled procedure says of itself. It is run by `rungate run`, which
 * verifies it, keeps its record and knows the hosts; run directly it only tells.
 */
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeType } from "../value-types.ts";
import type { CompiledProcedure } from "../procedure.ts";

/** `isMain`: where Node itself does not say whether the module is the program. */
export function tellAbout(procedure: CompiledProcedure, meta: Pick<ImportMeta, "url">, isMain: boolean | undefined): void {
  if (!(isMain ?? isProgram(meta.url))) return;
  const [first] = process.argv.slice(2);
  if (first === undefined || first === "--help" || first === "-h") {
    process.stdout.write(describe(procedure));
    return;
  }
  process.stderr.write(`Unexpected \`${first}\`, expected \`--help\`. A procedure is run by: rungate run ${procedure.id}\n`);
  process.exitCode = 2;
}

function isProgram(url: string): boolean {
  const program = process.argv[1];
  return program !== undefined && realpathSync(program) === realpathSync(fileURLToPath(url));
}

function describe({ id, title, sourceFile, parameters, hosts, steps }: CompiledProcedure): string {
  const table = (rows: readonly (readonly string[])[]): string[] => {
    const width = Math.max(0, ...rows.map(([first = ""]) => first.length));
    return rows.map(([first = "", ...rest]) => `  ${first.padEnd(width)}  ${rest.join("  ")}`.trimEnd());
  };
  const given = parameters
    .filter((parameter) => parameter.default === null)
    .map(({ name }) => ` --param ${name}=...`)
    .join("");
  return [
    title,
    "",
    `Compiled from ${sourceFile}. It needs: ${hosts.length === 0 ? "no hosts" : hosts.join(", ")}.`,
    "",
    "Parameters:",
    ...(parameters.length === 0
      ? ["  none"]
      : table(
          parameters.map((parameter) => [
            parameter.name,
            describeType(parameter.type),
            `${parameter.meaning}${parameter.default === null ? "" : ` (default ${parameter.default})`}`,
          ]),
        )),
    "",
    "Steps:",
    ...table(steps.map((step) => [step.id, step.title])),
    "",
    "Run it:",
    `  rungate run ${id}${given}`,
    "Try it first:",
    `  rungate rehearse ${id}`,
    "",
  ].join("\n");
}
