/**
 * How each host is reached: what rungate.yaml says, and what the repository's inventory lists. The inventory is a program,
 * so it is asked only where something is about to run.
 */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { z } from "zod";
import { hostName } from "../compiler/default-config.ts";
import type { Hosts, HostSettings } from "../runtime/hosts.ts";
import { Refusal } from "./exit-status.ts";
import type { Workspace } from "./workspace.ts";

/** `ansible-inventory --list`: groups with their hosts, and `_meta` with what is known of each. */
const Inventory = z.record(z.string(), z.looseObject({ hosts: z.array(z.string()).optional() }));
const Variables = z.record(z.string(), z.record(z.string(), z.unknown()));

/** Throws `Refusal` where the inventory cannot be had. */
export function readHosts({ root, config }: Workspace): Hosts {
  const own = Object.entries(config.hosts).map(([name, settings]): [string, HostSettings] => [
    name,
    settings.sshConfig === undefined ? settings : { ...settings, sshConfig: resolve(root, settings.sshConfig) },
  ]);
  return { ...(config.inventory === undefined ? {} : readInventory(config.inventory, root)), ...Object.fromEntries(own) };
}

function readInventory(argv: readonly string[], root: string): Record<string, HostSettings> {
  const [program = "", ...args] = argv;
  const shown = argv.join(" ");
  const { stdout, stderr, status, error } = spawnSync(program, args, {
    cwd: root,
    encoding: "utf8",
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined || status !== 0)
    throw new Refusal(
      `The inventory could not be read: \`${shown}\` ${error === undefined ? `ended with status ${status}` : `failed: ${error.message}`}`,
      (stderr ?? "").trim() === ""
        ? "run the command of `inventory` in rungate.yaml by hand"
        : `it says: ${stderr.trim().split("\n").at(-1)}`,
    );
  const hosts: Record<string, HostSettings> = {};
  const { groups, variables } = parseInventory(stdout, shown);
  for (const name of [...groups, ...Object.keys(variables)])
    if (hostName.test(name)) hosts[name] = settingsFrom(name, Object.hasOwn(variables, name) ? (variables[name] ?? {}) : {});
  return hosts;
}

function parseInventory(
  text: string,
  shown: string,
): { readonly groups: readonly string[]; readonly variables: z.infer<typeof Variables> } {
  try {
    const inventory = Inventory.parse(JSON.parse(text));
    return {
      groups: Object.values(inventory).flatMap(({ hosts }) => hosts ?? []),
      variables: Variables.parse(inventory["_meta"]?.["hostvars"] ?? {}),
    };
  } catch {
    throw new Refusal(
      `Unexpected output of the inventory \`${shown}\`, expected the JSON of \`ansible-inventory --list\``,
      "run the command of `inventory` in rungate.yaml by hand and look at what it prints",
    );
  }
}

/** What ansible's ssh connection would use. */
function settingsFrom(name: string, variables: Readonly<Record<string, unknown>>): HostSettings {
  const variable = (key: string): string | null => {
    const value = variables[key];
    return typeof value === "string" || typeof value === "number" ? String(value) : null;
  };
  if (variable("ansible_connection") === "local") return { transport: "local" };
  const user = variable("ansible_user");
  const port = variable("ansible_port");
  const host = variable("ansible_host") ?? name;
  return {
    transport: "ssh",
    target: `ssh://${user === null ? "" : `${user}@`}${host.includes(":") ? `[${host}]` : host}${port === null ? "" : `:${port}`}`,
  };
}
