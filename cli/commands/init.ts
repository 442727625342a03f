/**
 * `rungate init`: a first runbook, its rehearsal and a configuration. What is there already stays as it is.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { addCommand, ending } from "../command.ts";
import { configName, findConfig } from "../find-config.ts";
import { good } from "../exit-status.ts";
import { displayed } from "../files.ts";
import { exampleConfig, exampleRunbook, exampleScenario } from "../init-files.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { say } from "../terminal.ts";

const ignoredLine = ".rungate/";

export function addInit(program: Command): void {
  addCommand(program, "init", {
    summary: "start in this repository",
    description: "Writes a first runbook, a rehearsal of it, rungate.yaml, and a line in .gitignore. Never overwrites anything.",
    examples: [{ line: "rungate init", does: "then: rungate compile, rungate rehearse example" }],
  }).action(ending(init));
}

async function init(): Promise<number> {
  const { root } = findConfig(process.cwd());
  const cwd = process.cwd();
  writeNew(join(root, configName), exampleConfig, cwd);
  const { config } = await openSoundWorkspace();
  const runbooks = resolve(root, config.runbooks);
  writeNew(join(runbooks, "example.md"), exampleRunbook, cwd);
  writeNew(join(runbooks, "example.rehearsal", "clean.yaml"), exampleScenario, cwd);
  ignoreState(join(root, ".gitignore"), cwd);
  say(
    [
      "",
      "next",
      "  rungate explain example     how the machine reads it, sentence by sentence",
      "  rungate compile             writes generated/, which is committed and reviewed",
      "  rungate rehearse example    runs it in a made world; nothing of yours is touched",
      "  rungate run example         runs it for real; the change waits for your word",
    ].join("\n"),
  );
  return good;
}

function writeNew(path: string, text: string, cwd: string): void {
  if (existsSync(path)) return say(`kept     ${displayed(path, cwd)}`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  say(`written  ${displayed(path, cwd)}`);
}

/** Runs are a record of this machine, not of the repository. */
function ignoreState(path: string, cwd: string): void {
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  if (text.split("\n").some((line) => line.trim() === ignoredLine || line.trim() === `/${ignoredLine}`))
    return say(`kept     ${displayed(path, cwd)}`);
  appendFileSync(path, `${text === "" || text.endsWith("\n") ? "" : "\n"}${ignoredLine}\n`);
  say(`written  ${displayed(path, cwd)} (${ignoredLine})`);
}
