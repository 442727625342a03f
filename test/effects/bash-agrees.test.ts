/** The parser accepts what `bash -n` accepts, and refuses what it refuses: on masked text, as the compiler uses it. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { syntaxErrorsOf } from "../../compiler/ast/shell.ts";
import { shellBlock } from "../helpers/shell-block.ts";

const snippets = readFileSync(join(import.meta.dirname, "../fixtures/shell/snippets.txt"), "utf8")
  .split("\n%%\n")
  .map((text) => text.replace(/\n$/, ""));

test("the snippets are of both kinds", () => {
  const refused = snippets.filter((snippet) => syntaxErrorsOf(shellBlock(snippet).syntax).length > 0);
  expect(refused.length).toBeGreaterThan(15);
  expect(snippets.length - refused.length).toBeGreaterThan(35);
});

test.each(snippets)("%j", (snippet) => {
  const block = shellBlock(snippet);
  const { status, stderr } = spawnSync("bash", ["-O", "extglob", "-n"], { input: `${block.masked}\n`, encoding: "utf8" });
  const bashAccepts = status === 0 && !stderr.includes("here-document");
  expect(syntaxErrorsOf(block.syntax).length === 0).toBe(bashAccepts);
});
