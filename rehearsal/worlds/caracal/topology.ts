/** How the made cloud stands before anything happens: what runs where, at which revision, and what Charmhub offers. */
import type { Agent, Application, Cloud, Machine, Unit } from "./cloud.ts";

const now = "3.6.24";
const hosts = ["openstack0", "openstack1", "openstack3", "openstack2"];

/** Application, revision, revision offered (the same: none), containers that hold its units. */
const principals: readonly (readonly [name: string, revision: number, offered: number, places: readonly string[], channel?: string])[] = [
  ["keystone", 695, 702, ["0/lxd/0"]],
  ["mysql-innodb-cluster", 151, 151, ["0/lxd/1", "1/lxd/0", "2/lxd/0"], "8.0/stable"],
  ["rabbitmq-server", 188, 188, ["0/lxd/2"], "3.9/stable"],
  ["glance", 626, 631, ["0/lxd/3"]],
  ["ceph-mon", 250, 250, ["0/lxd/4", "1/lxd/1", "2/lxd/1"], "squid/stable"],
  ["nova-cloud-controller", 776, 783, ["0/lxd/5"]],
  ["ovn-central", 210, 210, ["0/lxd/6", "1/lxd/3", "2/lxd/2"], "24.03/stable"],
  ["magnum", 61, 61, ["1/lxd/2"]],
  ["placement", 113, 118, ["1/lxd/4"]],
  ["neutron-api", 621, 629, ["1/lxd/5"]],
  ["cinder", 710, 718, ["2/lxd/3"]],
  ["barbican", 198, 204, ["2/lxd/4"]],
  ["memcached", 45, 45, ["3/lxd/0"], "latest/stable"],
  ["glance-simplestreams-sync", 121, 126, ["3/lxd/1"]],
  ["ceph-radosgw", 587, 587, ["3/lxd/2"], "squid/stable"],
  ["octavia", 311, 319, ["3/lxd/3"]],
  ["openstack-dashboard", 698, 706, ["3/lxd/4"]],
  ["vault", 140, 140, ["3/lxd/5"], "1.8/stable"],
  ["nova-compute", 792, 801, ["1", "2", "3"]],
  ["ceph-osd", 600, 600, ["0", "1", "2", "3"], "squid/stable"],
];

const subordinates: readonly (readonly [
  name: string,
  revision: number,
  offered: number,
  principal: string,
  channel?: string,
  charm?: string,
])[] = [
  ["neutron-api-plugin-ovn", 151, 156, "neutron-api"],
  ["octavia-diskimage-retrofit", 201, 207, "glance-simplestreams-sync"],
  ["cinder-ceph", 562, 567, "cinder"],
  ["barbican-vault", 60, 64, "barbican"],
  ["magnum-dashboard", 118, 122, "openstack-dashboard"],
  ["octavia-dashboard", 127, 131, "openstack-dashboard"],
  ["ovn-chassis", 301, 301, "nova-compute", "24.03/stable"],
  ["octavia-ovn-chassis", 301, 301, "octavia", "24.03/stable", "ovn-chassis"],
];

/** The services with a database router and a VIP each. */
const routed = [
  "keystone",
  "placement",
  "nova-cloud-controller",
  "neutron-api",
  "glance",
  "cinder",
  "barbican",
  "octavia",
  "openstack-dashboard",
  "magnum",
  "vault",
];

const agent = (status: Agent["status"]): Agent => ({ status, message: "", version: now });

function makeMachines(): Machine[] {
  const machines: Machine[] = hosts.map((hostname, index) => ({
    name: `${index}`,
    hostname,
    address: `10.12.12.4${hostname.at(-1)}`,
    agent: agent("started"),
  }));
  const containers = [...new Set(principals.flatMap((row) => row[3]).filter((place) => place.includes("/lxd/")))].sort();
  return [
    ...machines,
    ...containers.map((name, index) => ({
      name,
      hostname: `juju-f5a310-${name.replaceAll("/", "-")}`,
      address: `10.12.12.${101 + index}`,
      agent: agent("started"),
    })),
  ];
}

function makeApplication(
  name: string,
  revision: number,
  offered: number,
  channel: string,
  subordinateTo: readonly string[],
  charm = name,
): Application {
  return {
    name,
    charm,
    revision,
    channel,
    offer: offered > revision ? { charm, revision: offered } : null,
    isPinned: false,
    subordinateTo,
    refreshes: 0,
    options: {},
  };
}

function makeApplications(): Application[] {
  const riders: Application[] = subordinates.map(([name, revision, offered, principal, channel, charm]) =>
    makeApplication(name, revision, offered, channel ?? "2024.1/stable", [principal], charm),
  );
  const routers = routed.flatMap((name) => [
    makeApplication(`${name}-mysql-router`, 154, 154, "8.0/stable", [name], "mysql-router"),
    makeApplication(`${name}-hacluster`, 131, 131, "2.4/stable", [name], "hacluster"),
  ]);
  const owners = principals.map(([name, revision, offered, , channel]) =>
    makeApplication(name, revision, offered, channel ?? "2024.1/stable", []),
  );
  return [...owners, ...riders, ...routers].sort((one, other) => (one.name < other.name ? -1 : 1));
}

function makeUnits(applications: readonly Application[]): Unit[] {
  const unit = (application: string, index: number, machine: string, principal: string | null): Unit => ({
    name: `${application}/${index}`,
    application,
    machine,
    principal,
    workload: { status: "active", message: "Unit is ready" },
    agent: agent("idle"),
  });
  const owners = principals.flatMap(([name, , , places]) => places.map((place, index) => unit(name, index, place, null)));
  const riders = applications.flatMap((application) =>
    application.subordinateTo.flatMap((principal) =>
      owners
        .filter((owner) => owner.application === principal)
        .map((owner, index) => unit(application.name, index, owner.machine, owner.name)),
    ),
  );
  return [...owners, ...riders];
}

/** The cloud of 2026-07-05, a moment before the window opens. */
export function makeCloud(): Cloud {
  const applications = makeApplications();
  const computeHosts = hosts.slice(1);
  const service = (kind: "compute" | "volume" | "network", binary: string, host: string): Cloud["services"][number] => ({
    kind,
    binary,
    host,
    isUp: true,
  });
  return {
    controllerName: "juju-controller",
    clientVersion: "3.6.25",
    availableVersions: ["3.6.24", "3.6.25"],
    controller: { version: now, upgrades: 0, isReachable: true, agent: agent("started") },
    modelVersion: now,
    modelUpgrades: 0,
    machines: makeMachines(),
    applications,
    units: makeUnits(applications),
    backups: [],
    vaultIsSealed: false,
    clusters: [{ name: "capi-mgmt-v2", status: "CREATE_COMPLETE", health: "HEALTHY" }],
    loadBalancers: ["kube-api", "ingress", "registry"].map((name, index) => ({
      id: `0f96800${index}-3c1e-4f0a-9d57-2b8f6a1c44e${index}`,
      name,
      address: `10.20.0.1${index}`,
      provisioning: "ACTIVE",
      operating: "ONLINE",
    })),
    servers: ["capi-mgmt", "worker-a", "worker-b", "bastion"].map((name, index) => ({
      id: `7b1d2e5${index}-90ac-4e3b-8f11-6d2c7a55b0f${index}`,
      name,
      status: name === "bastion" ? "SHUTOFF" : "ACTIVE",
      host: computeHosts[index % 3] ?? "",
    })),
    services: [
      service("compute", "nova-scheduler", "juju-f5a310-0-lxd-5"),
      service("compute", "nova-conductor", "juju-f5a310-0-lxd-5"),
      ...computeHosts.map((host) => service("compute", "nova-compute", host)),
      service("volume", "cinder-scheduler", "cinder"),
      service("volume", "cinder-volume", "cinder@cinder-ceph"),
      ...computeHosts.map((host) => service("network", "ovn-controller", host)),
      ...computeHosts.map((host) => service("network", "neutron-ovn-metadata-agent", host)),
    ],
    dashboardStatus: 200,
    dashboardOverrides: ["_40_router.py", "_99_internal_http_cookies.py"],
    failingChecks: {},
    repository: { head: "1a103f5c", commits: [], captures: {}, pulls: 0 },
    logSessions: [],
    trouble: { refreshError: {}, slowRefreshMs: {}, laggingAgents: [], blindMs: null, backupBytes: null },
  };
}
