/** `juju export-bundle`: what is deployed, as one YAML document. */
import { unitsOf, type Cloud } from "../cloud.ts";

export function exportBundle(cloud: Cloud): string {
  const lines = ["default-base: ubuntu@22.04/stable", "applications:"];
  for (const application of cloud.applications) {
    const units = unitsOf(cloud, application.name);
    lines.push(
      `  ${application.name}:`,
      `    charm: ${application.charm}`,
      `    channel: ${application.channel}`,
      `    revision: ${application.revision}`,
    );
    if (application.subordinateTo.length === 0) {
      lines.push(`    num_units: ${units.length}`, "    to:", ...units.map((unit) => `    - ${placement(unit.machine)}`));
    }
    const options = Object.entries(application.options).sort();
    if (options.length > 0) lines.push("    options:", ...options.map(([name, value]) => `      ${name}: ${JSON.stringify(value)}`));
  }
  lines.push(
    "machines:",
    ...["0", "1", "2", "3"].flatMap((machine) => [`  "${machine}":`, "    constraints: tags=openstack"]),
    "relations:",
  );
  for (const application of cloud.applications)
    for (const principal of application.subordinateTo) lines.push(`- - ${principal}:container`, `  - ${application.name}:container`);
  return `${lines.join("\n")}\n`;
}

const placement = (machine: string): string => (machine.includes("/lxd/") ? `lxd:${machine.split("/")[0]}` : `"${machine}"`);
