/**
 * Changes that stand in the comments of a block, as instructions to whoever pastes it: `# 2) openstack server delete <id>`.
 * Judged by the catalogue, as if the `#` were not there; a comment that reads like a sentence is one.
 */
import type { EffectReason } from "../../ast/analysis.ts";
import { commandsOf, type SimpleCommand } from "../../ast/shell-commands.ts";
import { makeShellBlock, type ShellBlock } from "../../ast/shell-block.ts";
import { syntaxErrorsOf } from "../../ast/shell.ts";
import { zonesOf } from "../../ast/shell-zones.ts";
import type { Config } from "../../config.ts";
import { judgeEffect } from "./index.ts";

/** Offsets are those of the block's script, from the command to the end of its comment. */
export function judgeComments(block: ShellBlock, siteCommands: Config["commands"]): EffectReason[] {
  if (!block.script.includes("#")) return [];
  return commentsOf(block).flatMap((comment) => {
    const inner = makeShellBlock({ form: "inline", language: null, script: comment.text, span: block.span, lines: [] });
    if (syntaxErrorsOf(inner.syntax).length > 0) return [];
    const [command] = commandsOf(inner);
    if (command === undefined || !isTyped(command)) return [];
    const { reasons } = judgeEffect(inner, siteCommands);
    const isKnown = reasons.every(({ effect }) => effect !== "undetermined");
    const reason = reasons.find((one) => one.effect === "mutating" && (one.start === command.start || (isKnown && keepsFile(one))));
    return reason === undefined ? [] : [{ ...reason, start: comment.start, end: comment.end }];
  });
}

/** A redirection to a place where files are kept; an arrow in a sentence leads to a word. */
function keepsFile({ command }: EffectReason): boolean {
  return /^>{1,2} (?:~|\$\{?HOME\}?|\/(?!tmp\/|dev\/|proc\/)[^/\s]+)\//.test(command);
}

interface Comment {
  /** Without `#` and the mark of a list; joined where a line goes on in the next comment. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function commentsOf(block: ShellBlock): Comment[] {
  const zones = zonesOf(block.syntax, block.masked);
  const comments: Comment[] = [];
  let open: Comment | null = null;
  for (let at = zones.indexOf("comment"); at !== -1; at = zones.indexOf("comment", at)) {
    let end = at;
    while (zones[end] === "comment") end += 1;
    const line = block.script.slice(at, end);
    const text = open === null ? line.replace(/^#+\s*(?:(?:\d+[.)]|[-*$])\s+)?/, "") : line.replace(/^#+\s*/, "");
    const joined: Comment =
      open === null ? { text, start: end - text.length, end } : { text: `${open.text} ${text}`, start: open.start, end };
    open = joined.text.endsWith("\\") ? { ...joined, text: joined.text.slice(0, -1) } : null;
    if (open === null) comments.push(joined);
    at = end;
  }
  return comments;
}

const prose = new Set(
  "the a an is are was be will would that this these to and or if when while you your we our it its they for with in of by before after then not can should must may here".split(
    " ",
  ),
);

/** A client with its verb, or a command with an option or a path: `install the package` is no command. */
function isTyped({ words, name }: SimpleCommand): boolean {
  if (name === null || words.length < 2) return false;
  const texts = words.map(({ text }) => text);
  const last = texts.at(-1)!;
  if (texts.some((text) => prose.has(text.toLowerCase()) || /[a-z],$/.test(text)) || /[a-z][.:?!]$/.test(last)) return false;
  const hasVerb = multiVerbClients.has(name);
  return hasVerb || words.slice(1).some(({ text, tokens }) => tokens.length > 0 || /^-[a-zA-Z-]|[/$*=]/.test(text));
}

/** Names that are no English words, so that a verb behind them tells enough. */
const multiVerbClients = new Set(
  "juju openstack kubectl oc helm docker podman systemctl git apt apt-get dnf yum snap vault bao ceph rbd maas virsh lxc terraform aws az gcloud ovs-vsctl argocd kops etcdctl".split(
    " ",
  ),
);
