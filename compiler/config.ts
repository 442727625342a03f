/**
 * `rungate.yaml`, checked. Everything has a default, so a repository with a `runbooks/` folder needs no file.
 */
import { z } from "zod";
import { Severity } from "./diagnostics/diagnostic.ts";

const HostName = z.string().regex(/^[a-z][a-z0-9.-]*(\/[0-9]+)?$/);

/** Something that this site must never do, with the reason that the author is shown. Patterns use `*`. */
export const Ban = z.strictObject({
  url: z.string().optional(), path: z.string().optional(), id: z.string().optional(), verb: z.string().optional(),
  reason: z.string().min(1),
}).refine((ban) => [ban.url, ban.path, ban.id, ban.verb].filter((entry) => entry !== undefined).length === 1, "give exactly one of url, path, id, verb");

function isRegularExpression(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}

export const Config = z.strictObject({
  /** The folder of the documents, and the folder of what they compile to; relative to `rungate.yaml`. */
  runbooks: z.string().default("runbooks"),
  generated: z.string().default("generated"),
  /** `local`, or an argv prefix in front of `bash -s` (a later release runs those). Empty: any host name is accepted, and `run` refuses until it is mapped. */
  hosts: z.record(HostName, z.strictObject({ transport: z.enum(["local", "ssh", "command"]), command: z.array(z.string()).optional(), target: z.string().optional() })).default({}),
  /** The environment that runs of this checkout change: what is marked `once` is done once in each. */
  environment: HostName.optional(),
  /** What a site's own commands do, by leading words; the longest match decides. */
  commands: z.record(z.string(), z.enum(["read-only", "mutating"])).default({}),
  bans: z.array(Ban).default([]),
  /** Site ids that must not stand in a command, beside the built-in subnet ids: a name and a regular expression. */
  siteIds: z.array(z.strictObject({ name: z.string(), pattern: z.string().refine(isRegularExpression, "give a regular expression"), instead: z.string() })).default([]),
  /** Prefix of a reference -> the file that lists what it may name: `D: docs/design-decisions.md`. */
  references: z.record(z.string(), z.string()).default({}),
  /** Documents that only grow: logs, registers. A line of theirs that was committed stays as it is; patterns use `*`. */
  appendOnly: z.array(z.string()).default([]),
  /** Rule code -> severity; `off` silences it. */
  rules: z.record(z.string(), z.union([Severity, z.literal("off")])).default({}),
}).readonly();
export type Config = z.infer<typeof Config>;

export const defaultConfig: Config = Config.parse({});
