/** The made cloud as a scenario's `expect.world` sees it: the end state that matters, in few words. */
import type { Json } from "../../world.ts";
import { agentsOf, type Cloud } from "./cloud.ts";

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}

const entriesOf = <T>(cloud: Cloud, valueOf: (application: Cloud["applications"][number]) => T): Record<string, T> =>
  Object.fromEntries(cloud.applications.map((application) => [application.name, valueOf(application)]));

export function summariseCloud(cloud: Cloud): Json {
  const refreshed = cloud.applications.filter((application) => application.refreshes > 0);
  return {
    controller: { version: cloud.controller.version, upgrades: cloud.controller.upgrades, isReachable: cloud.controller.isReachable },
    modelUpgrades: cloud.modelUpgrades,
    agents: countBy(agentsOf(cloud), ({ agent }) => agent.version),
    workloads: countBy(cloud.units, (unit) => unit.workload.status),
    revisions: entriesOf(cloud, (application) => application.revision),
    channels: entriesOf(cloud, (application) => application.channel),
    refreshes: entriesOf(cloud, (application) => application.refreshes),
    refreshedApplications: refreshed.length,
    mostRefreshes: Math.max(0, ...cloud.applications.map((application) => application.refreshes)),
    pinned: cloud.applications.filter((application) => application.isPinned).map((application) => application.name),
    errors: cloud.units.filter((unit) => unit.workload.status === "error").map((unit) => unit.name),
    backups: cloud.backups.length,
    vaultIsSealed: cloud.vaultIsSealed,
    servers: countBy(cloud.servers, (server) => server.status),
    captures: countBy(Object.values(cloud.repository.captures), (state) => state),
    commits: cloud.repository.commits.map((commit) => commit.message),
  };
}
