/** `juju status` as people read it. */
import { formatTable } from "../../../table.ts";
import type { MachineStatus, StatusReading, UnitStatus } from "./juju-status.ts";

export function tabularStatus(status: StatusReading): string {
  const { model } = status;
  const applications = Object.entries(status.applications).map(([name, app]) => [
    name,
    app["application-status"].current,
    `${Object.keys(app.units ?? {}).length}`,
    app["charm-name"],
    app["charm-channel"],
    `${app["charm-rev"]}`,
    app["application-status"].message ?? "",
  ]);
  return [
    formatTable(
      ["Model", "Controller", "Cloud/Region", "Version", "SLA", "Timestamp"],
      [[model.name, model.controller, model.cloud, model.version, model.sla, status.controller.timestamp]],
    ),
    formatTable(["App", "Status", "Scale", "Charm", "Channel", "Rev", "Message"], applications),
    formatTable(["Unit", "Workload", "Agent", "Machine", "Public address", "Message"], unitRows(status)),
    formatTable(["Machine", "State", "Address", "Inst id", "Base", "Message"], machineRows(status.machines)),
  ].join("\n");
}

function unitRows(status: StatusReading): string[][] {
  const row = (name: string, unit: UnitStatus, indent: string): string[][] => [
    [
      `${indent}${name}${unit.leader === true ? "*" : ""}`,
      unit["workload-status"].current,
      unit["juju-status"].current,
      unit.machine ?? "",
      unit["public-address"],
      unit["workload-status"].message ?? "",
    ],
    ...Object.entries(unit.subordinates ?? {}).flatMap(([rider, child]) => row(rider, child, `${indent}  `)),
  ];
  return Object.values(status.applications).flatMap((app) =>
    Object.entries(app.units ?? {}).flatMap(([name, unit]) => row(name, unit, "")),
  );
}

function machineRows(machines: Record<string, MachineStatus>): string[][] {
  return Object.entries(machines).flatMap(([name, machine]) => [
    [
      name,
      machine["juju-status"].current,
      machine["dns-name"],
      machine["instance-id"],
      `${machine.base.name}@${machine.base.channel}`,
      machine["machine-status"].message ?? "",
    ],
    ...machineRows(machine.containers ?? {}),
  ]);
}
