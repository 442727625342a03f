/**
 * The only snapshot tool: compares with a file in the repository. `UPDATE=1` (`npm run update`) writes it instead, and
 * the difference is reviewed like any other.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect } from "vitest";

export const isUpdating = process.env["UPDATE"] === "1";

export function expectFile(actual: string, path: string): void {
  if (isUpdating) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
  }
  expect(existsSync(path), `${path} does not exist; npm run update writes it`).toBe(true);
  expect(actual).toBe(readFileSync(path, "utf8"));
}
