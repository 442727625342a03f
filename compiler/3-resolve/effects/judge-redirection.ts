/**
 * Judges one redirection: a file that is written is a change, wherever it lies.
 */
import type { EffectReason } from "../../ast/analysis.ts";
import { writtenText, type PlacedRedirection } from "../../ast/shell-commands.ts";
import { harmlessFiles } from "./client.ts";

const writing = [">", ">>", ">|", "&>", "&>>", "<>", ">&"];

/** `null` where it only reads, joins descriptors or feeds another command. */
export function judgeRedirection({ node, target, start, end }: PlacedRedirection): EffectReason | null {
  if (node.type !== "Redirect" || target === null || !writing.includes(node.operator)) return null;
  const isSubstitution = target.node.parts?.length === 1 && target.node.parts[0]!.type === "ProcessSubstitution";
  if (isSubstitution || (node.operator === ">&" && isDescriptor(target.value))) return null;
  const command = `${node.operator} ${writtenText(target)}`;
  const text = target.value;
  if (text !== null && (harmlessFiles.slice(0, -1).includes(text) || text.startsWith("/dev/fd/"))) return null;
  if (target.text.startsWith("/dev/tcp/") || target.text.startsWith("/dev/udp/")) {
    return { effect: "undetermined", command, because: "it opens a connection, and what is sent is not known", start, end };
  }
  return { effect: "mutating", command, because: `it writes the file \`${writtenText(target)}\``, start, end };
}

/** `2>&1`, `>&-`, `>&2-`. */
function isDescriptor(text: string | null): boolean {
  return text !== null && text !== "" && [...text].every((character) => character === "-" || (character >= "0" && character <= "9"));
}
