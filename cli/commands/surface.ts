/**
 * `rungate surface capture CLIENT`: writes down which commands and options an installed client knows, for `lint`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import type { Surface } from "../../compiler/ast/surface.ts";
import { addCommand, ending } from "../command.ts";
import { plural } from "../diagnostics.ts";
import { good, Refusal } from "../exit-status.ts";
import { openWorkspace } from "../open-workspace.ts";
import { Progress, say } from "../terminal.ts";

export function addSurface(program: Command): void {
  addCommand(program, "surface <action> <client>", {
    summary: "capture which options a client knows",
    description:
      "With the action `capture`: runs CLIENT --version and CLIENT [COMMAND] --help of an installed client, nothing else, and writes what it knows to the folder `surfaces`. `lint` then finds options and verbs that it does not know.",
    examples: [{ line: "rungate surface capture openstack", does: "writes surfaces/openstack.json" }],
  })
    .option("--only <words...>", "only commands that begin with these words: --only server 'network agent'")
    .action(ending(surface));
}

async function surface(action: string, client: string, { only = [] }: { readonly only?: readonly string[] }): Promise<number> {
  if (action !== "capture")
    throw new Refusal(`Unexpected action \`${action}\`, expected \`capture\``, `run \`rungate surface capture ${client}\``);
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(client))
    throw new Refusal(`Unexpected client \`${client}\`, expected the name of a program on PATH`, "leave out its folder");
  const { root, config } = await openWorkspace();
  const { captureSurface } = await import("../surface/capture-surface.ts");
  const path = `${config.surfaces}/${client}.json`;
  say(`runs \`${client} --version\` and \`${client} [command] --help\`, nothing else`);
  const progress = new Progress();
  let asked = 0;
  const captured = await captureSurface(client, only, (line) => {
    asked += 1;
    progress.show(`${asked}: ${line}`);
  }).finally(() => progress.clear());
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), renderSurface(captured));
  say(`written  ${path}: ${plural(Object.keys(captured.commands).length, "command")} of ${captured.version}`);
  return good;
}

/** A line a command, so that the next capture is reviewed as a diff. */
export function renderSurface(captured: Surface): string {
  return `${JSON.stringify(captured, null, 1)}\n`;
}
