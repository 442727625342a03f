/**
 * The type of a parameter or of a captured column, as an author writes it: `semver`, `one of a, b`, `list of host`.
 */
import { z } from "zod";

export const ScalarType = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.enum(["text", "int", "semver", "date", "host", "ip", "cidr", "uuid", "path", "url", "secret", "literal"]) }),
    z.strictObject({ kind: z.literal("oneOf"), alternatives: z.array(z.string()).min(1).readonly() }),
    z.strictObject({ kind: z.literal("pattern"), pattern: z.string() }),
  ])
  .readonly();
export type ScalarType = z.infer<typeof ScalarType>;

export const ValueType = z.union([ScalarType, z.strictObject({ kind: z.literal("list"), of: ScalarType }).readonly()]);
export type ValueType = z.infer<typeof ValueType>;

/**
 * True for types whose values cannot carry shell or option syntax, whatever the value:
 * only these may stand inside another program (jq, awk, a remote command).
 */
export function isInert(type: ValueType): boolean {
  switch (type.kind) {
    case "int":
    case "semver":
    case "date":
    case "host":
    case "ip":
    case "cidr":
    case "uuid":
      return true;
    case "oneOf":
      return type.alternatives.every((text) => /^[A-Za-z0-9._:/][A-Za-z0-9._:/-]*$/.test(text));
    case "text":
    case "path":
    case "url":
    case "secret":
    case "literal":
    case "pattern":
    case "list":
      return false;
  }
}

/** The type as an author writes it. */
export function describeType(type: ValueType): string {
  switch (type.kind) {
    case "list":
      return `list of ${describeType(type.of)}`;
    case "oneOf":
      return `one of ${type.alternatives.join(", ")}`;
    case "pattern":
      return `/${type.pattern}/`;
    default:
      return type.kind;
  }
}
