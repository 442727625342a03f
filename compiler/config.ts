/**
 * `rungate.yaml`, checked. Everything has a default, so a repository with a `runbooks/` folder needs no file.
 */
import { z } from "zod";
import { defaultConfig, hostName } from "./default-config.ts";
import { Severity } from "./diagnostics/diagnostic.ts";

const HostName = z.string().regex(hostName);
/** A host's name, or a pattern of names. `local` is meant by its own name alone. */
const HostPattern = z.string().regex(/^(?:\*|[a-z])[a-z0-9.*-]*(\/[a-z0-9*]+)?$/);
const Argv = z.array(z.string().min(1)).min(1);

const Host = z
  .strictObject({
    transport: z
      .enum(["local", "ssh", "command"])
      .describe("`local`: this machine; `ssh`: the OpenSSH client; `command`: any program that passes stdin on to `bash -s`."),
    target: z
      .string()
      .min(1)
      .optional()
      .describe("ssh: what to connect to, as ssh takes it; else the host's name. `{host}` stands for that name."),
    sshConfig: z.string().min(1).optional().describe("ssh: a configuration file of the repository instead of the user's (`ssh -F`)."),
    command: Argv.optional().describe(
      "command: what stands in front of `bash -s`, word by word, such as `[juju, ssh, vault/0, --]`. `{host}` stands for the host's name.",
    ),
  })
  .refine(
    ({ transport, command }) => (transport === "command") === (command !== undefined),
    "give `command` with `transport: command`, and only there",
  )
  .refine(
    ({ transport, target, sshConfig }) => transport === "ssh" || (target === undefined && sshConfig === undefined),
    "`target` and `sshConfig` belong to `transport: ssh`",
  );

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

/** Beyond it a document would be held in memory several hundred times over. */
const largestMaximumFileSize = 64 * 1024 * 1024;

/** Descriptions are what an editor shows, by way of `schema/rungate.schema.json`. */
export const Config = z
  .strictObject({
    runbooks: z.string().default(defaultConfig.runbooks).describe("The folder of the documents; every path is relative to `rungate.yaml`."),
    generated: z.string().default(defaultConfig.generated).describe("The folder of what the documents compile to."),
    surfaces: z
      .string()
      .default(defaultConfig.surfaces)
      .describe("The folder of what `rungate surface capture` wrote: which commands and options each client knows."),
    hosts: z
      .record(HostPattern, Host)
      .default(defaultConfig.hosts)
      .describe(
        "How to reach each host; a name may hold `*`, the longest that fits decides. Empty, and no inventory: any host name is accepted, and `run` refuses until it is mapped.",
      ),
    inventory: Argv.optional().describe(
      "A command that lists more hosts as `ansible-inventory --list` does; they are reached by ssh. It runs before a run, never when a document is linted or compiled.",
    ),
    secrets: z
      .record(
        z.string().regex(/^[a-z][a-z0-9-]*$/),
        z.union([
          z.strictObject({ command: Argv.describe("Prints the secret and nothing else; it may ask for a passphrase at the terminal.") }),
          z.strictObject({ descriptor: z.int().min(3).max(255).describe("A descriptor that the caller of rungate has opened.") }),
        ]),
      )
      .default({})
      .describe("Where the secret parameters come from, by name; one that is not listed, or cannot be had, is asked for at the terminal."),
    environment: HostName.optional().describe(
      "The environment that runs of this checkout change: what is marked `once` is done once in each.",
    ),
    context: z
      .array(Argv)
      .default([])
      .describe(
        "Commands that say where a run would act, such as `[kubectl, config, current-context]`: a run goes on only where each still says what it said when the run began.",
      ),
    commands: z
      .record(z.string(), z.enum(["read-only", "mutating"]))
      .default(defaultConfig.commands)
      .describe("What a site's own commands do, by leading words; the longest match decides."),
    bans: z
      .array(Ban)
      .default(defaultConfig.bans)
      .describe("What this site must never do: one of url, path, id, verb, and the reason that the author is shown."),
    siteIds: z
      .array(
        z.strictObject({
          name: z.string(),
          pattern: z.string().refine(isRegularExpression, "give a regular expression"),
          instead: z.string(),
        }),
      )
      .default(defaultConfig.siteIds)
      .describe("Site ids that must not stand in a command, beside the built-in subnet ids: a name and a regular expression."),
    references: z
      .record(z.string(), z.string())
      .default(defaultConfig.references)
      .describe("Prefix of a reference -> the file that lists what it may name: `D: docs/design-decisions.md`."),
    appendOnly: z
      .array(z.string())
      .default(defaultConfig.appendOnly)
      .describe(
        "Documents that only grow: logs, registers. A line of theirs that was committed, on this branch or on the one that it goes to, stays as it is; patterns use `*`.",
      ),
    maximumFileSize: z
      .int()
      .min(1)
      .max(largestMaximumFileSize)
      .default(defaultConfig.maximumFileSize)
      .describe("Bytes. A larger document is refused before it is read."),
    rules: z
      .record(z.string(), z.union([Severity, z.literal("off")]))
      .default(defaultConfig.rules)
      .describe("Rule code -> severity; `off` silences it."),
    ruleModules: z
      .array(z.string().refine(isRuleModule, "give the path of a module that is named after its rule, such as tools/my-rule.ts"))
      .default(defaultConfig.ruleModules)
      .describe(
        "This repository's own lint rules, one a module, each named after its rule. Their code runs only with `--allow-rule-modules`.",
      ),
  })
  .readonly();
export type Config = z.infer<typeof Config>;
