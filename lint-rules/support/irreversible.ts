/**
 * Commands whose effect cannot be had back: what they take away is gone, and no other command restores it.
 */
import type { BlockAnalysis, CommandFact } from "../../compiler/ast/analysis.ts";
import { baseName, commandsOf, type SimpleCommand } from "../../compiler/ast/shell-commands.ts";

export interface Irreversible {
  readonly command: SimpleCommand;
  /** `openstack server delete` */
  readonly name: string;
}

export function irreversibleIn(analysed: BlockAnalysis): Irreversible[] {
  const { block, reasons, facts } = analysed;
  const nameAt = new Map(reasons.flatMap(({ effect, start, command }) => (effect === "mutating" ? [[start, command] as const] : [])));
  const destructive = new Set(facts.flatMap((fact) => (fact.kind === "destructive" && isByVerb(fact) ? [fact.command] : [])));
  return commandsOf(block).flatMap((command) => {
    const name = nameAt.get(command.start);
    if (name === undefined || isTried(command)) return [];
    const isGone = destructive.has(command) ? keepsNothing(command, name) : takesAway(command, name);
    return isGone ? [{ command, name }] : [];
  });
}

/** `--force` alone destroys nothing; where it stands with a verb that does, the fact names the option. */
function isByVerb({ by, name }: CommandFact): boolean {
  return !by.startsWith("-") || /\b(delete|destroy|remove|purge|kill)\b/.test(name);
}

function isTried({ words }: SimpleCommand): boolean {
  return words.some(({ value }) => value?.startsWith("--dry-run") === true || value === "--help");
}

/** What a controller makes anew comes back by itself; what holds data, or names other things, does not. */
function keepsNothing({ words }: SimpleCommand, name: string): boolean {
  if (!/^(kubectl|oc) delete$/.test(name)) return true;
  const kinds = words
    .slice(2)
    .flatMap(({ value }) => (value === null || value.startsWith("-") ? [] : (value.split("/")[0] ?? "").split(",")));
  return kinds.some((kind) => /^(ns|namespaces?|pvc?|persistentvolume(claim)?s?|crds?|customresourcedefinitions?)$/.test(kind));
}

const more: ReadonlySet<string> = new Set([
  "juju upgrade-controller",
  "vault operator init",
  "vault operator rekey",
  "bao operator init",
  "dropdb",
  "wipefs",
  "shred",
]);

function takesAway(command: SimpleCommand, name: string): boolean {
  if (more.has(name) || /^mkfs(\.|$)/.test(baseName(name))) return true;
  const texts = command.words.slice(1).map(({ text }) => text);
  if (name === "rm") return texts.some((text) => /^-[a-zA-Z]*[rR]/.test(text) || text === "--recursive") && texts.some(isOutside);
  return name === "dd" && texts.some((text) => text.startsWith("of=/dev/") && text !== "of=/dev/null");
}

/** A folder of the system or of a person, not one that the block made in passing. */
function isOutside(text: string): boolean {
  const path = text.replace(/^["']/, "");
  return (path.startsWith("/") && !/^\/(tmp|var\/tmp|dev\/shm)\//.test(path)) || path.startsWith("~/") || path.startsWith("$HOME/");
}
