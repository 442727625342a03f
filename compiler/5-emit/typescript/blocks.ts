/**
 * A shell block: where its bytes lie, what they hash to, what they need.
 */
import type { ResolvedBlock } from "../../ast/resolved.ts";
import { blockFile } from "../names.ts";
import { call, number, object, runtime, text, type Code } from "./code.ts";
import { known, sourceCode, valueCode } from "./values.ts";
import type { Place } from "./place.ts";

export function blockCode(block: ResolvedBlock, place: Place): Code {
  const values = block.values.map((value): [string, Code] => [value.variable, valueCode(value, place)]);
  return call(
    runtime("block"),
    object({
      file: text(blockFile(block)),
      blockSha256: text(block.blockSha256),
      host: block.hostValue === null ? text(block.host) : valueCode(block.hostValue, place),
      effect: text(block.effect),
      timeoutMs: number(block.timeoutMs),
      values: values.length === 0 ? null : object(Object.fromEntries(values)),
      session: block.session === null ? null : known(place.plan.sessions.get(block.session.id), block.session.id).name,
      source: sourceCode(block.span),
    }),
  );
}
