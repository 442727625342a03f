/**
 * What `--fix` does to a file of the user's: all of it or nothing, and never over somebody else's words.
 */
import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { rewriteFile } from "../../cli/rewrite-file.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rungate-rewrite-"));
  path = join(folder, "a.md");
  writeFileSync(path, "read");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a link stays a link, and what it leads to keeps its permissions", () => {
  const link = join(folder, "link.md");
  symlinkSync("a.md", link);
  chmodSync(path, 0o640);
  rewriteFile(link, { before: "read", after: "mended" }, "link.md");
  expect(readFileSync(path, "utf8")).toBe("mended");
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(statSync(path).mode & 0o777).toBe(0o640);
});

test("what somebody wrote meanwhile stays", () => {
  writeFileSync(path, "written meanwhile");
  expect(() => rewriteFile(path, { before: "read", after: "mended" }, "a.md")).toThrow(
    "Unexpected change of `a.md` while it was mended, expected the text that was read",
  );
  expect(readFileSync(path, "utf8")).toBe("written meanwhile");
  expect(readdirSync(folder)).toEqual(["a.md"]);
});

test("a file that is gone is not made anew", () => {
  rmSync(path);
  expect(() => rewriteFile(path, { before: "read", after: "mended" }, "a.md")).toThrow("Unexpected ENOENT at `a.md`");
  expect(readdirSync(folder)).toEqual([]);
});
