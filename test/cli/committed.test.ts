/**
 * Append-only documents against a real git: only what was committed is held to stay.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { committedText } from "../../cli/committed.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "rungate-committed-"));
});

afterEach(() => rmSync(root, { recursive: true }));

function git(...words: string[]): void {
  execFileSync("git", ["-C", root, "-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false", ...words]);
}

test("what was committed last, for documents that the patterns name", () => {
  git("init", "--quiet");
  writeFileSync(join(root, "log.md"), "# Log\n");
  git("add", "log.md");
  git("commit", "--quiet", "-m", "Begin a log");
  writeFileSync(join(root, "log.md"), "# Another\n");
  writeFileSync(join(root, "log-2.md"), "# Never committed\n");
  expect(committedText(root, "log.md", ["log*.md"])).toBe("# Log\n");
  expect(committedText(root, "log-2.md", ["log*.md"])).toBeNull();
  expect(committedText(root, "log.md", ["docs/*"])).toBeNull();
});

test("nothing where there is no repository", () => {
  writeFileSync(join(root, "log.md"), "# Log\n");
  expect(committedText(root, "log.md", ["*"])).toBeNull();
});
