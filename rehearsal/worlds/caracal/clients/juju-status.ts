/**
 * `juju status` as data, in the shape of Juju 3.6: machines and units carry `juju-status`, units `workload-status`;
 * containers nest under their machine, subordinates under the unit they ride on; there is no `agent-status` anywhere.
 */
import {
  isContainer,
  ridersOf,
  unitsOf,
  upgradeOffer,
  type Agent,
  type Application,
  type Cloud,
  type Machine,
  type Unit,
} from "../cloud.ts";

interface StatusField {
  readonly current: string;
  readonly message?: string;
  readonly since: string;
  readonly version?: string;
}
export interface MachineStatus {
  readonly "juju-status": StatusField;
  readonly hostname: string;
  readonly "dns-name": string;
  readonly "ip-addresses": string[];
  readonly "instance-id": string;
  readonly "machine-status": StatusField;
  readonly base: Base;
  readonly containers?: Record<string, MachineStatus>;
  readonly constraints?: string;
  readonly hardware: string;
}
export interface UnitStatus {
  readonly "workload-status": StatusField;
  readonly "juju-status": StatusField;
  readonly leader?: true;
  readonly machine?: string;
  readonly "public-address": string;
  readonly subordinates?: Record<string, UnitStatus>;
}
interface Base {
  readonly name: string;
  readonly channel: string;
}
export interface ApplicationStatus {
  readonly charm: string;
  readonly base: Base;
  readonly "charm-origin": string;
  readonly "charm-name": string;
  readonly "charm-rev": number;
  readonly "charm-channel": string;
  readonly "can-upgrade-to"?: string;
  readonly exposed: boolean;
  readonly "application-status": StatusField;
  readonly "subordinate-to"?: readonly string[];
  readonly units?: Record<string, UnitStatus>;
}
export interface StatusReading {
  readonly model: {
    readonly name: string;
    readonly type: string;
    readonly controller: string;
    readonly cloud: string;
    readonly version: string;
    readonly "model-status": StatusField;
    readonly sla: string;
  };
  readonly machines: Record<string, MachineStatus>;
  readonly applications: Record<string, ApplicationStatus>;
  readonly storage: Record<string, never>;
  readonly controller: { readonly timestamp: string };
}

const since = "27 Jun 2026 09:12:44Z";
const base: Base = { name: "ubuntu", channel: "22.04" };

const agentField = (agent: Agent): StatusField => ({
  current: agent.status,
  ...(agent.message === "" ? {} : { message: agent.message }),
  since,
  version: agent.version,
});

function machineStatus(machine: Machine, containers: Record<string, MachineStatus>): MachineStatus {
  return {
    "juju-status": agentField(machine.agent),
    hostname: machine.hostname,
    "dns-name": machine.address,
    "ip-addresses": [machine.address],
    "instance-id": machine.hostname,
    "machine-status": { current: "running", message: isContainer(machine) ? "Container started" : "Deployed", since },
    base,
    ...(Object.keys(containers).length === 0 ? {} : { containers }),
    ...(isContainer(machine) ? {} : { constraints: "tags=openstack" }),
    hardware: isContainer(machine) ? "availability-zone=default" : "arch=amd64 cores=16 mem=65536M tags=openstack",
  };
}

function machinesStatus(cloud: Cloud, isWanted: (machine: Machine) => boolean): Record<string, MachineStatus> {
  const wanted = cloud.machines.filter(isWanted);
  const hosts = cloud.machines.filter(
    (machine) => !isContainer(machine) && wanted.some((other) => other.name === machine.name || other.name.startsWith(`${machine.name}/`)),
  );
  return Object.fromEntries(
    hosts.map((host) => [
      host.name,
      machineStatus(
        host,
        Object.fromEntries(
          wanted.filter((machine) => machine.name.startsWith(`${host.name}/`)).map((machine) => [machine.name, machineStatus(machine, {})]),
        ),
      ),
    ]),
  );
}

function unitStatus(cloud: Cloud, unit: Unit): UnitStatus {
  const riders = Object.fromEntries(ridersOf(cloud, unit.name).map((rider) => [rider.name, unitStatus(cloud, rider)]));
  const address = cloud.machines.find((machine) => machine.name === unit.machine)?.address ?? "";
  return {
    "workload-status": {
      current: unit.workload.status,
      ...(unit.workload.message === "" ? {} : { message: unit.workload.message }),
      since,
    },
    "juju-status": agentField(unit.agent),
    ...(unit.name.endsWith("/0") ? { leader: true as const } : {}),
    ...(unit.principal === null ? { machine: unit.machine } : {}),
    "public-address": address,
    ...(Object.keys(riders).length === 0 ? {} : { subordinates: riders }),
  };
}

function applicationStatus(cloud: Cloud, application: Application): ApplicationStatus {
  const units = unitsOf(cloud, application.name);
  const worst = units.find((unit) => unit.workload.status !== "active") ?? units[0];
  const offer = upgradeOffer(application);
  return {
    charm: application.charm,
    base,
    "charm-origin": "charmhub",
    "charm-name": application.charm,
    "charm-rev": application.revision,
    "charm-channel": application.channel,
    ...(offer === null ? {} : { "can-upgrade-to": offer }),
    exposed: false,
    "application-status": { current: worst?.workload.status ?? "unknown", message: worst?.workload.message ?? "", since },
    ...(application.subordinateTo.length === 0
      ? { units: Object.fromEntries(units.map((unit) => [unit.name, unitStatus(cloud, unit)])) }
      : { "subordinate-to": application.subordinateTo }),
  };
}

const reading = (
  cloud: Cloud,
  nowMs: number,
  fields: { name: string; version: string } & Pick<StatusReading, "machines" | "applications">,
): StatusReading => ({
  model: {
    name: fields.name,
    type: "iaas",
    controller: cloud.controllerName,
    cloud: "maas",
    version: fields.version,
    "model-status": { current: "available", since },
    sla: "unsupported",
  },
  machines: fields.machines,
  applications: fields.applications,
  storage: {},
  controller: { timestamp: new Date(nowMs).toISOString().slice(11, 19) + "Z" },
});

/** The model `openstack`; with names, those applications, what rides on them, and their machines. */
export function modelStatus(cloud: Cloud, nowMs: number, names: readonly string[]): StatusReading {
  const isNamed = (application: Application): boolean =>
    names.length === 0 ||
    names.some((name) => [application.name, ...application.subordinateTo].includes(name.split("/")[0] ?? "")) ||
    cloud.applications.some((other) => names.includes(other.name) && other.subordinateTo.includes(application.name));
  const wanted = cloud.applications.filter(isNamed);
  const places = new Set(wanted.flatMap((application) => unitsOf(cloud, application.name).map((unit) => unit.machine)));
  return reading(cloud, nowMs, {
    name: "openstack",
    version: cloud.modelVersion,
    machines: machinesStatus(cloud, (machine) => names.length === 0 || places.has(machine.name)),
    applications: Object.fromEntries(wanted.map((application) => [application.name, applicationStatus(cloud, application)])),
  });
}

/** The controller's own model: its machine and the controller charm follow `upgrade-controller`. */
export function controllerStatus(cloud: Cloud, nowMs: number): StatusReading {
  const { agent, version } = cloud.controller;
  const unit: UnitStatus = {
    "workload-status": { current: "active", since },
    "juju-status": agentField({ ...agent, status: "idle" }),
    leader: true,
    machine: "0",
    "public-address": "10.12.8.20",
  };
  return reading(cloud, nowMs, {
    name: "controller",
    version,
    machines: { "0": machineStatus({ name: "0", hostname: "juju-controller-0", address: "10.12.8.20", agent }, {}) },
    applications: {
      controller: {
        charm: "juju-controller",
        base,
        "charm-origin": "charmhub",
        "charm-name": "juju-controller",
        "charm-rev": 116,
        "charm-channel": "3.6/stable",
        exposed: false,
        "application-status": { current: "active", since },
        units: { "controller/0": unit },
      },
    },
  });
}
