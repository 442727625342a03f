/**
 * A type as an author writes it: `semver`, `one of a, b`, `/regex/`, `list of host`.
 */
import type { ScalarType, ValueType } from "../ast/value-type.ts";

const simple = ["text", "int", "semver", "date", "host", "ip", "cidr", "uuid", "path", "url", "secret", "literal"] as const;

export const typeNames: readonly string[] = [...simple, "one of a, b", "/regex/", "list of T"];

/** `null` if the text names no type. Backticks around names and alternatives are transparent. */
export function readValueType(text: string): ValueType | null {
  const listed = /^list of (.+)$/s.exec(text.trim());
  if (listed === null) return readScalarType(text);
  const of = readScalarType(listed[1] ?? "");
  return of === null ? null : { kind: "list", of };
}

export function readScalarType(text: string): ScalarType | null {
  const trimmed = text.trim();
  const bare = stripCode(trimmed);
  const pattern = /^\/(.+)\/$/s.exec(bare);
  if (pattern !== null) return { kind: "pattern", pattern: pattern[1] ?? "" };
  const kind = simple.find((name) => name === bare);
  if (kind !== undefined) return { kind };
  const oneOf = /^one of (.+)$/s.exec(trimmed);
  if (oneOf === null) return null;
  const alternatives = (oneOf[1] ?? "").split(/, or |,| or /).map((part) => stripCode(part.trim()));
  return alternatives.some((part) => part === "") ? null : { kind: "oneOf", alternatives };
}

function stripCode(text: string): string {
  return /^`([^`]*)`$/.exec(text)?.[1] ?? text;
}
