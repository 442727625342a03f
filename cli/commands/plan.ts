/**
 * `rungate plan`: what a run would do, without running anything.
 */
import type { Command } from "commander";
import type { ResolvedBlock, ResolvedItem, ResolvedRunbook, ResolvedSection } from "../../compiler/ast/resolved.ts";
import type { Config } from "../../compiler/config.ts";
import { settingsOf } from "../../runtime/hosts.ts";
import { addCommand, ending } from "../command.ts";
import { plural } from "../diagnostics.ts";
import { compileRunbook, findRunbook } from "../documents.ts";
import { describeDuration } from "../duration.ts";
import { good, negative } from "../exit-status.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { painter, print } from "../terminal.ts";
import { shownPath } from "../workspace.ts";

export function addPlan(program: Command): void {
  addCommand(program, "plan <runbook>", {
    summary: "what a run would do; runs nothing",
    description: "Shows parameters, hosts, steps, what each block can do to the world, gates, and the time budget. Runs nothing.",
    examples: [
      { line: "rungate plan restart", does: "a runbook by its name" },
      { line: "rungate plan runbooks/restart.md", does: "or by its path" },
    ],
  }).action(ending(plan));
}

async function plan(name: string): Promise<number> {
  const workspace = await openSoundWorkspace();
  const file = await findRunbook(name, workspace);
  const { resolved } = await compileRunbook(file, workspace, negative);
  if (resolved === null) throw new Error(`${file.path} has files but no resolved form`);
  print(describePlan(resolved, shownPath(file.path, workspace), workspace.config));
  return good;
}

function describeHost(host: string, { hosts, inventory }: Config): string {
  if (host.startsWith("<")) return "looked up when it is due";
  const settings = settingsOf(host, hosts);
  if (settings !== null) return settings.transport;
  return inventory === undefined ? "not mapped: `run` refuses until rungate.yaml has it" : "ssh, if the inventory lists it";
}

function describePlan(runbook: ResolvedRunbook, path: string, config: Config): string {
  const paint = painter(process.stdout);
  const lines = [paint("bold", runbook.title), `${path}; nothing is run`, ""];
  lines.push(
    paint("bold", "Parameters"),
    ...table(runbook.parameters.map(({ name, typeText, meaning }) => [`<${name}>`, typeText, meaning])),
    "",
  );
  lines.push(paint("bold", "Hosts"), ...table(runbook.hosts.map((host) => [host, describeHost(host, config)])), "");
  for (const section of runbook.steps) lines.push(...describeSection(section, paint));
  for (const { name, parameters, sections, wholeTitle } of runbook.procedures) {
    const values = parameters.length === 0 ? "" : ` of ${parameters.map((parameter) => `<${parameter.name}>`).join(", ")}`;
    lines.push(
      paint("bold", `${wholeTitle === null ? "Procedure" : "Runbook"} ${name}${values}`),
      ...sections.flatMap((section) => describeSection(section, paint)),
    );
  }
  if (runbook.checklist.length > 0)
    lines.push(
      paint("bold", "Checklist at the end"),
      ...table(runbook.checklist.map(({ id, title }) => [id === title ? title : `${id}  ${title}`])),
      "",
    );
  lines.push(paint("bold", "Budget"), ...describeBudget(runbook).map((line) => `  ${line}`));
  return `${lines.join("\n")}\n`;
}

function describeSection({ id, title, isReading, items }: ResolvedSection, paint: ReturnType<typeof painter>): string[] {
  const heading = paint("bold", id === title ? title : `${id}  ${title}`);
  if (isReading) return [`${heading}  (shown, acknowledged)`, ""];
  return [heading, ...table(items.flatMap(describeItem)), ""];
}

/** Keyword, host, effect, what it is, how long it may take. */
function describeItem(item: ResolvedItem): string[][] {
  switch (item.kind) {
    case "run":
      return [
        [
          "RUN",
          ...blockColumns(item.block, item.byHand),
          item.title ?? "",
          item.byHand === null ? `on the ${item.isTwoPerson ? "words of two persons" : "operator's word"}` : `by hand: ${item.byHand}`,
        ],
      ];
    case "check":
      return [
        [
          "CHECK",
          ...blockColumns(item.block, item.byHand),
          item.title ?? "",
          item.block?.effect === "read-only" ? "by itself" : "on the operator's word",
        ],
      ];
    case "gate":
    case "expect":
    case "when": {
      const judged =
        item.conditions.length === 0
          ? `asked: ${item.question ?? item.sentence}`
          : `judged: ${item.conditions.map(({ text }) => text).join("; ")}`;
      const budget = item.poll === null ? "" : `, for up to ${describeDuration(item.poll.upToMs)}`;
      return [[item.keyword, item.probe?.host ?? "", "", item.title ?? "", `${judged}${budget}`]];
    }
    case "call":
    case "exclude":
    case "manual":
    case "decision":
      return [[item.keyword, "", "", item.title ?? "", item.text]];
    case "finally":
      return [["FINALLY", ...blockColumns(item.block, null), item.title ?? "", item.text]];
    case "window":
      return [["WINDOW", "", "", `${item.action} ${item.name}`, ""]];
    case "stop":
      return [["STOP", "", "", "", item.reason]];
    case "capture":
      return [["CAPTURE", "", "", `<${item.name}>`, ""]];
    case "caution":
    case "note":
    case "reading":
      return [];
  }
}

function blockColumns(block: ResolvedBlock | null, byHand: string | null): [host: string, effect: string] {
  return block === null || byHand !== null ? ["", ""] : [block.host, block.effect];
}

function describeBudget(runbook: ResolvedRunbook): string[] {
  const sections = [...runbook.steps, ...runbook.procedures.flatMap((procedure) => procedure.sections)];
  const items = sections.flatMap((section) => section.items);
  const changes = items.filter((item) => item.kind === "run").length;
  const gates = items.filter((item) => item.kind === "gate");
  const judged = gates.filter((gate) => gate.conditions.length > 0).length;
  const budgetMs = items.reduce((sum, item) => sum + budgetOf(item), 0);
  return [
    `${plural(changes, "change")}, each on the operator's word; ${plural(gates.length, "gate")}, ${judged} judged by the machine`,
    `at most ${describeDuration(budgetMs)} of blocks and polls, the body of a procedure counted once`,
  ];
}

function budgetOf(item: ResolvedItem): number {
  switch (item.kind) {
    case "run":
    case "check":
    case "finally":
      return item.block?.timeoutMs ?? 0;
    case "gate":
    case "expect":
    case "when":
      return item.poll === null ? (item.probe?.timeoutMs ?? 0) : item.poll.firstAfterMs + item.poll.upToMs;
    default:
      return 0;
  }
}

/** Columns padded to the widest cell; trailing blanks gone. */
function table(rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return ["  none"];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    `  ${row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join("  ")}`.trimEnd(),
  );
}
