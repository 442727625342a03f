/**
 * One zod schema for each type that an author can give a value. What does not fit is refused before anything runs.
 */
import { z } from "zod";
import { matchesWithinBudget } from "./regular-expressions.ts";
import type { ScalarType, ValueType } from "./procedure.ts";

/** Control characters, DEL and C1 included: none can be seen, and some move the cursor. */
export function hasControlCharacter(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f) || code === 0x2028 || code === 0x2029) return true;
  }
  return false;
}

const plain = z
  .string()
  .min(1, "expected a value, found none")
  .max(4096, "expected at most 4096 characters")
  .refine((text) => !hasControlCharacter(text), "expected no control character");
/** As `plain`, and no program can take it for an option. */
const argument = plain.refine((text) => !text.startsWith("-"), "expected no leading `-`: a program would take it for an option");

const isDay = (text: string): boolean =>
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
const isPrefix = (text: string): boolean => /^\d{1,3}$/.test(text);

const schemas: { readonly [T in Extract<ScalarType, string>]: z.ZodType<string, string> } = {
  text: argument,
  // No leading zero: `08` is no number to bash. No sign: `-5` is an option.
  int: argument.refine((text) => /^(0|[1-9]\d{0,17})$/.test(text), "expected a whole number such as `42`"),
  semver: argument.refine(
    (text) => /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.test(text),
    "expected a version such as `3.6.25`",
  ),
  date: argument.refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text), "expected a day such as `2026-07-05`"),
  host: argument.refine(
    (text) => text.length <= 253 && /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(\/\d+)?$/.test(text),
    "expected a host name such as `node-1.example.org`",
  ),
  ip: argument.refine((text) => z.union([z.ipv4(), z.ipv6()]).safeParse(text).success, "expected an IP address such as `10.12.4.3`"),
  cidr: argument.refine(
    (text) => isPrefix(text.split("/")[1] ?? "") && z.union([z.cidrv4(), z.cidrv6()]).safeParse(text).success,
    "expected a network such as `10.12.4.0/22`",
  ),
  uuid: argument.refine(
    (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
    "expected a UUID such as `0f968008-6f5c-4b3e-9d3a-5a1f0c2b7e11`",
  ),
  path: argument,
  url: argument.refine(
    (text) => URL.canParse(text) && /^[a-z][a-z0-9+.-]*:\/\//i.test(text) && !text.includes(" "),
    "expected a URL such as `https://example.org/`",
  ),
  secret: z
    .string()
    .min(8, "expected at least 8 characters: a shorter secret cannot be masked")
    .max(4096, "expected at most 4096 characters")
    // A key in PEM has lines.
    .refine((text) => !hasControlCharacter(text.replaceAll(/\r?\n|\t/g, "")), "expected no control character but line ends and tabs"),
};

/** The schema of one value. A parameter and a captured value pass the same one. */
export function schemaOf(type: ScalarType): z.ZodType<string, string> {
  if (typeof type === "string") return schemas[type];
  if ("oneOf" in type)
    return plain.refine((text) => type.oneOf.includes(text), `expected one of ${type.oneOf.map((text) => `\`${text}\``).join(", ")}`);
  return argument.refine(
    (text) => matchesWithinBudget(`^(?:${type.pattern})$`, "u", text) === true,
    `expected text that matches \`/${type.pattern}/\``,
  );
}

/**
 * The schema of a value read from a command's output. Text and paths may begin with `-` here (tables write `-` for
 * "none"); the shell text still gets no such value, see `values.ts`.
 */
export function capturedSchemaOf(type: ScalarType): z.ZodType<string, string> {
  return type === "text" || type === "path" ? plain : schemaOf(type);
}

/** What does not fit, in words; `null` if the value fits. */
export function misfitOf(schema: z.ZodType<string, string>, value: string): string | null {
  const result = schema.safeParse(value);
  return result.success ? null : (result.error.issues[0]?.message ?? "expected another value");
}

export const isList = (type: ValueType): type is { readonly listOf: ScalarType } => typeof type === "object" && "listOf" in type;

/** A type as the author wrote it. */
export function describeType(type: ValueType): string {
  if (typeof type === "string") return type;
  if ("listOf" in type) return `list of ${describeType(type.listOf)}`;
  return "oneOf" in type ? `one of ${type.oneOf.join(", ")}` : `/${type.pattern}/`;
}
