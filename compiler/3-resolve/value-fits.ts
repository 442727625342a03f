/**
 * Whether a text fits a declared type: for defaults, and for literals that a condition compares with a typed value.
 */
import { z } from "zod";
import type { ScalarType } from "../ast/value-type.ts";

const plainText = z.string().refine((text) => !/\p{Cc}/u.test(text) && !text.startsWith("-"));

/** Every type but `literal` and `secret`, which are never compared and have no default. */
function schemaOf(type: ScalarType): z.ZodType {
  switch (type.kind) {
    case "int":
      return z.string().regex(/^-?(0|[1-9][0-9]*)$/);
    case "semver":
      return z.string().regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/);
    case "date":
      return z.iso.date();
    case "host":
      return z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9./-]*[A-Za-z0-9])?$/);
    case "ip":
      return z.union([z.ipv4(), z.ipv6()]);
    case "cidr":
      return z.union([z.cidrv4(), z.cidrv6()]);
    case "uuid":
      return z.guid();
    case "url":
      return z.url();
    case "oneOf":
      return z.enum([...type.alternatives]);
    case "pattern":
      return z.string().regex(new RegExp(`^(?:${type.pattern})$`, "u"));
    case "text":
    case "path":
    case "secret":
    case "literal":
      return plainText;
  }
}

export function fitsType(type: ScalarType, text: string): boolean {
  return schemaOf(type).safeParse(text).success;
}
