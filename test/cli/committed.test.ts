/**
 * Append-only documents against a real git: what was committed on this branch, and on the one that it goes to, is held to stay.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CommittedTexts } from "../../cli/committed.ts";
import { Refusal } from "../../cli/exit-status.ts";

let folder: string;
let root: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rungate-committed-"));
  root = join(folder, "work");
  execFileSync("git", ["init", "--quiet", "--initial-branch=main", root]);
});

afterEach(() => rmSync(folder, { recursive: true }));

function git(...words: string[]): string {
  const author = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
  return execFileSync("git", ["-C", root, ...author, ...words], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}

function commit(text: string): string {
  writeFileSync(join(root, "log.md"), text);
  git("add", "log.md");
  git("commit", "--quiet", "-m", "Write the log");
  return git("rev-parse", "HEAD");
}

function texts(path = "log.md", base: string | null = null, patterns: readonly string[] = ["log*.md"]): readonly string[] {
  return new CommittedTexts({ root, patterns, base }).of(path);
}

test("what was committed last, for documents that the patterns name", () => {
  commit("# Log\n");
  writeFileSync(join(root, "log.md"), "# Another\n");
  writeFileSync(join(root, "log-2.md"), "# Never committed\n");
  expect(texts()).toEqual(["# Log\n"]);
  expect(texts("log-2.md")).toEqual([]);
  expect(texts("log.md", null, ["docs/*"])).toEqual([]);
});

test("nothing where nothing was committed, and where there is no repository", () => {
  writeFileSync(join(root, "log.md"), "# Log\n");
  expect(texts()).toEqual([]);
  rmSync(join(root, ".git"), { recursive: true });
  expect(texts()).toEqual([]);
});

test("on a branch, also what the other had where they parted, however far it went on", () => {
  commit("# Log\n\n- one\n");
  git("checkout", "--quiet", "-b", "change");
  commit("# Log\n\n- rewritten\n");
  git("checkout", "--quiet", "main");
  commit("# Log\n\n- one\n- two\n");
  git("checkout", "--quiet", "change");
  expect(texts()).toEqual(["# Log\n\n- rewritten\n"]);
  expect(texts("log.md", "main")).toEqual(["# Log\n\n- rewritten\n", "# Log\n\n- one\n"]);
});

test("without a base, the default branch of the remote", () => {
  commit("# Log\n\n- one\n");
  git("clone", "--quiet", "--bare", root, join(folder, "origin.git"));
  git("remote", "add", "origin", join(folder, "origin.git"));
  git("fetch", "--quiet", "origin");
  git("checkout", "--quiet", "-b", "change");
  commit("# Log\n\n- rewritten\n");
  expect(texts()).toEqual(["# Log\n\n- rewritten\n"]);
  git("branch", "--quiet", "--set-upstream-to=origin/main");
  expect(texts()).toEqual(["# Log\n\n- rewritten\n", "# Log\n\n- one\n"]);
  git("branch", "--quiet", "--unset-upstream");
  git("remote", "set-head", "origin", "main");
  expect(texts()).toEqual(["# Log\n\n- rewritten\n", "# Log\n\n- one\n"]);
});

test("in a shallow clone, the base itself", () => {
  const base = commit("# Log\n\n- one\n");
  commit("# Log\n\n- rewritten\n");
  const origin = root;
  root = join(folder, "shallow");
  execFileSync("git", ["clone", "--quiet", "--depth=1", `file://${origin}`, root]);
  expect(() => texts("log.md", base)).toThrow(Refusal);
  git("fetch", "--quiet", "--depth=1", "origin", base);
  expect(texts("log.md", base)).toEqual(["# Log\n\n- rewritten\n", "# Log\n\n- one\n"]);
});

test("a base that is none is refused, and is never taken for an option", () => {
  commit("# Log\n");
  for (const base of ["nowhere", "--all", ""]) expect(() => texts("log.md", base)).toThrow("expected a commit of this repository");
  expect(texts("other.md", "nowhere")).toEqual([]);
});
