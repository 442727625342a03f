/**
 * How each host is reached, as rungate.yaml says. A name there may hold a `*`, for hosts that a capture finds; the host's
 * own name wins, then the longest pattern.
 */
import type { CompiledProcedure } from "./procedure.ts";

export interface HostSettings {
  /** `local`: bash on this machine; `ssh`: the OpenSSH client; `command`: any program that passes stdin on to `bash -s`. */
  readonly transport: "local" | "ssh" | "command";
  /** ssh: what the client connects to, in its own words; else the host's name. `{host}` stands for that name. */
  readonly target?: string | undefined;
  /** ssh: a configuration of its own instead of the user's. */
  readonly sshConfig?: string | undefined;
  /** command: what stands in front of `bash -s`, word by word. `{host}` stands for the host's name. */
  readonly command?: readonly string[] | undefined;
}
export type Hosts = Readonly<Record<string, HostSettings>>;

export interface Reach {
  readonly hosts: Hosts;
  /** A made world has every host that a value may name. */
  readonly hasEveryHost?: boolean | undefined;
}

/**
 * The settings of a host; `null` where nothing says how to reach it. `local` is this machine unless it is mapped by its own
 * name: no pattern takes a block away from here.
 */
export function settingsOf(host: string, hosts: Hosts): HostSettings | null {
  if (Object.hasOwn(hosts, host)) return hosts[host] as HostSettings;
  if (host === "local") return { transport: "local" };
  const pattern = Object.keys(hosts)
    .filter((name) => name.includes("*") && matches(host, name))
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))[0];
  return pattern === undefined ? null : (hosts[pattern] as HostSettings);
}

const matches = (host: string, pattern: string): boolean =>
  new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`, "u").test(host);

/** Why no block can run on a host; `null` where one can. */
export function whyUnreachable(host: string, { hosts, hasEveryHost = false }: Reach): string | null {
  if (hasEveryHost || settingsOf(host, hosts) !== null) return null;
  return `host \`${host}\` is not mapped: write \`hosts: { ${host}: { transport: ssh } }\` into rungate.yaml, or \`local\` if it is this machine`;
}

export function unmappedHosts(procedure: CompiledProcedure, reach: Reach): string[] {
  return procedure.hosts.flatMap((host) => whyUnreachable(host, reach) ?? []);
}
