/**
 * `rungate.yaml`, checked. Everything has a default, so a repository with a `runbooks/` folder needs no file.
 */
import { z } from "zod";
import { Severity } from "./diagnostics/diagnostic.ts";

/** What a host is called, in labels and here: `jumphost`, `vault/0`. */
export const hostName = /^[a-z][a-z0-9.-]*(\/[0-9]+)?$/;
const HostName = z.string().regex(hostName);

/** Something that this site must never do, with the reason that the author is shown. Patterns use `*`. */
export const Ban = z
  .strictObject({
    url: z.string().optional(),
    path: z.string().optional(),
    id: z.string().optional(),
    verb: z.string().optional(),
    reason: z.string().min(1),
  })
  .refine(
    (ban) => [ban.url, ban.path, ban.id, ban.verb].filter((entry) => entry !== undefined).length === 1,
    "give exactly one of url, path, id, verb",
  );

function isRegularExpression(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}

/** Relative, below the root, and the rule's name at its end: so rules are known by name before any of their code runs. */
function isRuleModule(path: string): boolean {
  return /^(?!\/)(?:[^\\:]*\/)?[a-z0-9]+(?:-[a-z0-9]+)*\.(?:ts|mts|js|mjs)$/.test(path) && !path.split("/").includes("..");
}

/** Descriptions are what an editor shows, by way of `schema/rungate.schema.json`. */
export const Config = z
  .strictObject({
    runbooks: z.string().default("runbooks").describe("The folder of the documents; every path is relative to `rungate.yaml`."),
    generated: z.string().default("generated").describe("The folder of what the documents compile to."),
    surfaces: z
      .string()
      .default("surfaces")
      .describe("The folder of what `rungate surface capture` wrote: which commands and options each client knows."),
    hosts: z
      .record(
        HostName,
        z.strictObject({
          transport: z.enum(["local", "ssh", "command"]),
          command: z.array(z.string()).optional(),
          target: z.string().optional(),
        }),
      )
      .default({})
      .describe(
        "`local`, or an argv prefix in front of `bash -s` (a later release runs those). Empty: any host name is accepted, and `run` refuses until it is mapped.",
      ),
    environment: HostName.optional().describe(
      "The environment that runs of this checkout change: what is marked `once` is done once in each.",
    ),
    commands: z
      .record(z.string(), z.enum(["read-only", "mutating"]))
      .default({})
      .describe("What a site's own commands do, by leading words; the longest match decides."),
    bans: z
      .array(Ban)
      .default([])
      .describe("What this site must never do: one of url, path, id, verb, and the reason that the author is shown."),
    siteIds: z
      .array(
        z.strictObject({
          name: z.string(),
          pattern: z.string().refine(isRegularExpression, "give a regular expression"),
          instead: z.string(),
        }),
      )
      .default([])
      .describe("Site ids that must not stand in a command, beside the built-in subnet ids: a name and a regular expression."),
    references: z
      .record(z.string(), z.string())
      .default({})
      .describe("Prefix of a reference -> the file that lists what it may name: `D: docs/design-decisions.md`."),
    appendOnly: z
      .array(z.string())
      .default([])
      .describe(
        "Documents that only grow: logs, registers. A line of theirs that was committed, on this branch or on the one that it goes to, stays as it is; patterns use `*`.",
      ),
    rules: z
      .record(z.string(), z.union([Severity, z.literal("off")]))
      .default({})
      .describe("Rule code -> severity; `off` silences it."),
    ruleModules: z
      .array(z.string().refine(isRuleModule, "give the path of a module that is named after its rule, such as tools/my-rule.ts"))
      .default([])
      .describe(
        "This repository's own lint rules, one a module, each named after its rule. Their code runs only with `--allow-rule-modules`.",
      ),
  })
  .readonly();
export type Config = z.infer<typeof Config>;

export const defaultConfig: Config = Config.parse({});
