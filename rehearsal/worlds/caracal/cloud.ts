/**
 * The state of the made Caracal cloud, and the questions its clients ask of it. The figures are those of the real one:
 * 4 machines, 24 containers and 63 units, together 91 agents; one controller without HA.
 */
export type AgentStatus = "started" | "idle" | "executing" | "allocating" | "down" | "error" | "failed" | "lost";
export type WorkloadStatus = "active" | "maintenance" | "waiting" | "blocked" | "error" | "unknown";

export interface Agent {
  status: AgentStatus;
  message: string;
  version: string;
}

export interface Machine {
  readonly name: string;
  readonly hostname: string;
  readonly address: string;
  agent: Agent;
}

export interface Unit {
  readonly name: string;
  readonly application: string;
  /** `0/lxd/3`, or the machine itself. */
  readonly machine: string;
  /** The unit it rides on, for a subordinate. */
  readonly principal: string | null;
  workload: { status: WorkloadStatus; message: string };
  agent: Agent;
}

export interface Application {
  readonly name: string;
  charm: string;
  revision: number;
  channel: string;
  /** What Charmhub offers in the channel; `null`: nothing newer. Another charm's name is the anomaly of expectation 0b. */
  offer: { charm: string; revision: number } | null;
  /** A refresh to a revision pins it: it no longer follows its channel. */
  isPinned: boolean;
  readonly subordinateTo: readonly string[];
  /** How often a refresh was carried out. */
  refreshes: number;
  options: Record<string, string>;
}

export interface Commit {
  readonly id: string;
  readonly message: string;
  readonly paths: readonly string[];
}

export interface Cloud {
  readonly controllerName: string;
  readonly clientVersion: string;
  readonly availableVersions: readonly string[];
  controller: { version: string; upgrades: number; isReachable: boolean; agent: Agent };
  modelVersion: string;
  modelUpgrades: number;
  machines: Machine[];
  units: Unit[];
  applications: Application[];
  backups: { path: string; bytes: number; note: string }[];
  vaultIsSealed: boolean;
  clusters: { name: string; status: string; health: string }[];
  loadBalancers: { id: string; name: string; address: string; provisioning: string; operating: string }[];
  servers: { id: string; name: string; status: string; host: string }[];
  services: { kind: "compute" | "volume" | "network"; binary: string; host: string; isUp: boolean }[];
  dashboardStatus: number;
  dashboardOverrides: string[];
  /** What `cloud-assert` is told to find wrong, by check: `A4`. */
  failingChecks: Record<string, string>;
  repository: { head: string; commits: Commit[]; captures: Record<string, "untracked" | "staged" | "committed">; pulls: number };
  logSessions: string[];
  /** Armed faults that wait for their moment. */
  trouble: {
    refreshError: Record<string, string>;
    slowRefreshMs: Record<string, number>;
    laggingAgents: string[];
    /** How long the API stays away after the controller's upgrade; `null`: the usual minutes, -1: for good. */
    blindMs: number | null;
    backupBytes: number | null;
  };
}

export function findApplication(cloud: Cloud, name: string): Application | null {
  return cloud.applications.find((application) => application.name === name) ?? null;
}

export const unitsOf = (cloud: Cloud, application: string): Unit[] => cloud.units.filter((unit) => unit.application === application);

export const ridersOf = (cloud: Cloud, unit: string): Unit[] => cloud.units.filter((rider) => rider.principal === unit);

/** Every agent of the model: machines and containers first, then units. */
export const agentsOf = (cloud: Cloud): { readonly name: string; readonly agent: Agent }[] => [...cloud.machines, ...cloud.units];

/** `ch:amd64/keystone-702`, or `null` when the application is current or pinned. */
export function upgradeOffer(application: Application): string | null {
  const { offer } = application;
  if (offer === null || application.isPinned) return null;
  if (offer.charm === application.charm && offer.revision <= application.revision) return null;
  return `ch:amd64/${offer.charm}-${offer.revision}`;
}

export const isContainer = (machine: Machine): boolean => machine.name.includes("/lxd/");
