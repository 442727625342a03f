/**
 * JSON Schemas of what users write and tools read, made from the schemas that the program itself checks with. They lie in
 * `schema/`, for editors and other programs; a test keeps them in step.
 */
import { z } from "zod";
import { Config } from "../compiler/config.ts";
import { JsonReport } from "../compiler/diagnostics/render-json.ts";
import { JsonChecks } from "./check-results.ts";
import { RunReport } from "./record/describe-run.ts";
import { Explanation } from "./explain/coverage.ts";

/** File name -> schema. Draft 7 is what editors of YAML understand. */
export function makeSchemas(): Readonly<Record<string, object>> {
  return {
    "rungate.schema.json": describe(Config, "rungate.yaml", "input"),
    "lint.schema.json": describe(JsonReport, "rungate lint --format json", "output"),
    "checks.schema.json": describe(JsonChecks, "rungate run --check-only --format json", "output"),
    "report.schema.json": describe(RunReport, "rungate report --format json", "output"),
    "outline.schema.json": describe(Explanation, "rungate explain --format json", "output"),
  };
}

function describe(schema: z.ZodType, title: string, io: "input" | "output"): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: "draft-7",
    io,
    // That a value is frozen in the program says nothing of the file.
    override: ({ jsonSchema }) => delete jsonSchema.readOnly,
  });
  return { $schema, title, ...rest };
}
