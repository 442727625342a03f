/**
 * `rungate doctor`: whether this machine can run a procedure, and how to mend what it lacks.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { addCommand, ending } from "../command.ts";
import { good, negative } from "../exit-status.ts";
import { displayed } from "../files.ts";
import { openWorkspace } from "../open-workspace.ts";
import { stateFolder } from "../state-folder.ts";
import { painter, print } from "../terminal.ts";
import type { Workspace } from "../workspace.ts";
import { configName } from "../find-config.ts";

interface Finding {
  readonly what: string;
  /** `poor`: works, with something less. */
  readonly verdict: "good" | "poor" | "bad";
  readonly found: string;
  readonly fix: string | null;
}

export function addDoctor(program: Command): void {
  addCommand(program, "doctor", {
    summary: "check that this machine can run a procedure",
    description:
      "Checks Node, bash, git, jq, setsid, flock, the configuration and the state folder, and names the fix for what is missing.",
    examples: [{ line: "rungate doctor", does: "ends with status 1 if something is missing that a run needs" }],
  }).action(ending(doctor));
}

async function doctor(): Promise<number> {
  const workspace = await openWorkspace();
  const findings = [
    findNode(),
    findBash(),
    findTool("git", ["--version"], "bad", "references to history need it: apt-get install git"),
    findTool("jq", ["--version"], "poor", "a rehearsal brings its own; for a real run: apt-get install jq"),
    findTool("setsid", ["--version"], "bad", "changes must survive the terminal: apt-get install util-linux"),
    findTool("flock", ["--version"], "bad", "two runs must not meet: apt-get install util-linux"),
    findState(workspace),
    findConfiguration(workspace),
  ];
  const paint = painter(process.stdout);
  const width = Math.max(...findings.map(({ what }) => what.length));
  for (const { what, verdict, found, fix } of findings) {
    const mark = { good: paint("green", "good"), poor: paint("yellow", "poor"), bad: paint("red", "bad ") }[verdict];
    print(`${mark}  ${what.padEnd(width)}  ${found}\n${fix === null ? "" : `      ${" ".repeat(width)}  fix: ${fix}\n`}`);
  }
  return findings.some(({ verdict }) => verdict === "bad") ? negative : good;
}

function findNode(): Finding {
  return { what: "Node", verdict: "good", found: process.versions.node, fix: null };
}

/** `inherit_errexit` came with bash 4.4; without it a failing `$( )` would go unnoticed. */
function findBash(): Finding {
  const { status, stdout } = spawnSync("bash", ["-c", "shopt -s inherit_errexit && echo $BASH_VERSION"], { encoding: "utf8" });
  if (status === 0) return { what: "bash", verdict: "good", found: stdout.trim(), fix: null };
  return { what: "bash", verdict: "bad", found: "missing, or older than 4.4", fix: "install bash 4.4 or newer" };
}

function findTool(what: string, versionArguments: readonly string[], verdict: "poor" | "bad", fix: string): Finding {
  const { status, stdout, error } = spawnSync(what, versionArguments, { encoding: "utf8" });
  if (error === undefined && status === 0) return { what, verdict: "good", found: stdout.trim().split("\n")[0] ?? "", fix: null };
  return { what, verdict, found: "missing", fix };
}

function findState(workspace: Workspace): Finding {
  const folder = stateFolder(workspace);
  const shown = displayed(folder, workspace.cwd);
  const probe = join(folder, `.doctor-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, "");
    rmSync(probe);
    return { what: "state", verdict: "good", found: `${shown}/ can be written`, fix: null };
  } catch (error) {
    return {
      what: "state",
      verdict: "bad",
      found: `${shown}/: ${(error as NodeJS.ErrnoException).code ?? "cannot be written"}`,
      fix: "make it writable, or name another folder in RUNGATE_STATE",
    };
  }
}

function findConfiguration({ configDiagnostics, configText }: Workspace): Finding {
  if (configDiagnostics.length > 0)
    return { what: configName, verdict: "bad", found: "has errors", fix: "run `rungate lint`, which shows them" };
  return { what: configName, verdict: "good", found: configText === null ? "none, defaults hold" : "can be read", fix: null };
}
