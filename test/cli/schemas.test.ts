/**
 * The schemas in `schema/` are those of the program, and what it reads and prints fits them; SARIF fits its standard.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { exampleConfig } from "../../cli/init-files.ts";
import { makeSchemas } from "../../cli/schemas.ts";
import { expectFile } from "../helpers/expect-file.ts";

const root = join(import.meta.dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "rungate-schemas-"));
const document = join(folder, "old.md");

const validator = (name: string): ValidateFunction =>
  new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(readFileSync(join(root, "schema", name), "utf8")) as object);

function rungate(...args: string[]): unknown {
  try {
    return JSON.parse(
      execFileSync(process.execPath, [join(root, "bin", "rungate.js"), ...args], {
        cwd: folder,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }),
    );
  } catch (error) {
    // Status 1: errors were found, and stdout has them.
    return JSON.parse((error as { stdout: string }).stdout);
  }
}

beforeAll(() => {
  writeFileSync(
    document,
    "# Old\n\n## 1. Look\n\nProbe: `juju status` succeeds.\n\n```bash\njuju status –format=json “keystone”\n```\n\nGATE: all is well.\n",
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(Object.entries(makeSchemas()))("schema/%s is written anew by npm run update", (name, schema) => {
  expectFile(`${JSON.stringify(schema, null, 2)}\n`, join(root, "schema", name));
});

test("no schema is left over", () => {
  expect(readdirSync(join(root, "schema")).toSorted()).toEqual(Object.keys(makeSchemas()).toSorted());
});

describe("rungate.yaml", () => {
  let fits: ValidateFunction;
  beforeAll(() => {
    fits = validator("rungate.schema.json");
  });

  test("what init writes fits, and names a schema that is shipped", () => {
    expect(fits(parse(exampleConfig)), JSON.stringify(fits.errors)).toBe(true);
    const [, shipped] = /\$schema=\.\/node_modules\/rungate\/(\S+)/.exec(exampleConfig)!;
    expect(existsSync(join(root, shipped!))).toBe(true);
  });

  test("so does the configuration of this repository", () => {
    expect(fits(parse(readFileSync(join(root, "rungate.yaml"), "utf8"))), JSON.stringify(fits.errors)).toBe(true);
  });

  test.each([
    "host: {}",
    "hosts: { jumphost: { transport: carrier-pigeon } }",
    "rules: { lint/history-expansion: fatal }",
    "bans: [{ url: x }]",
  ])("%s does not", (text) => {
    expect(fits(parse(text))).toBe(false);
  });
});

describe("what is printed", () => {
  test("lint --format json, with and without --fix", () => {
    const fits = validator("lint.schema.json");
    const report = rungate("lint", "old.md", "--format", "json") as { diagnostics: { edits: unknown }[] };
    expect(report.diagnostics.some(({ edits }) => edits !== null)).toBe(true);
    expect(fits(report), JSON.stringify(fits.errors)).toBe(true);
    expect(fits(rungate("lint", "--fix", "old.md", "--format", "json")), JSON.stringify(fits.errors)).toBe(true);
  });

  test("explain --format json", () => {
    const fits = validator("outline.schema.json");
    expect(fits(rungate("explain", "old.md", "--format", "json")), JSON.stringify(fits.errors)).toBe(true);
  });
});
