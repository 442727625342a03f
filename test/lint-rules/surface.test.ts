/**
 * The procedure of old, as it comes back from a word processor: every command that was damaged is reported.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rules } from "../../lint-rules/index.ts";
import { compileText } from "../helpers/analyse-text.ts";
import { typographicCommands } from "../helpers/surface-forms.ts";

const root = join(import.meta.dirname, "..", "..");

test.each(["test/fixtures/legacy/ops-update-procedure.md", "runbooks/ops-update-procedure.md"])(
  "%s: an error on every damaged line, none on others",
  async (path) => {
    const { markdown, damagedLines } = typographicCommands(readFileSync(join(root, path), "utf8"));
    const { diagnostics } = await compileText(markdown, { rules });
    const reported = diagnostics
      .filter(({ code, severity }) => code === "lint/non-ascii-command" && severity === "error")
      .map(({ span }) => span.start.line);
    expect(damagedLines.length).toBeGreaterThan(20);
    expect([...new Set(reported)]).toEqual(damagedLines);
  },
);
