/** The made `openstack` client: the lists that procedures read, with the columns and the formats of the real one. */
import { readOptions, valueOf, type ReadOptions } from "../../../options.ts";
import { formatTable } from "../../../table.ts";
import type { Call, Reply } from "../../../world.ts";
import type { Cloud } from "../cloud.ts";

/** `human`: how a table shows it, where that differs (agents are `:-)` or `XXX`). */
type Cell = string | number | boolean | { readonly value: boolean; readonly human: string };
interface Listing {
  readonly columns: readonly string[];
  readonly rows: (cloud: Cloud) => readonly (readonly Cell[])[];
  readonly isOne?: boolean;
  readonly flags?: readonly string[];
}

const updated = "2026-07-05T01:00:00.000000";
const state = (isUp: boolean): string => (isUp ? "up" : "down");
const services = (cloud: Cloud, kind: Cloud["services"][number]["kind"]): Cloud["services"] =>
  cloud.services.filter((service) => service.kind === kind);

const listings: Readonly<Record<string, Listing>> = {
  "token issue": {
    columns: ["expires", "id", "project_id", "user_id"],
    isOne: true,
    rows: () => [["2026-07-05T02:00:00+0000", "gAAAAABmade", "67410d4b8f2c4a56a1ce0a6c8b1b3f1e", "3f9c1f0e5f0a4f0bb7a4f7e1f3a92c11"]],
  },
  "coe cluster list": {
    columns: ["uuid", "name", "keypair", "node_count", "master_count", "status", "health_status"],
    rows: (cloud) =>
      cloud.clusters.map((cluster) => ["d41c7c8a-8d0e-4a5b-9a21-6f4f4e1c0a77", cluster.name, "capi", 2, 1, cluster.status, cluster.health]),
  },
  "loadbalancer list": {
    columns: ["id", "name", "project_id", "vip_address", "provisioning_status", "operating_status", "provider"],
    rows: (cloud) =>
      cloud.loadBalancers.map((lb) => [
        lb.id,
        lb.name,
        "67410d4b8f2c4a56a1ce0a6c8b1b3f1e",
        lb.address,
        lb.provisioning,
        lb.operating,
        "amphora",
      ]),
  },
  "compute service list": {
    columns: ["ID", "Binary", "Host", "Zone", "Status", "State", "Updated At"],
    rows: (cloud) =>
      services(cloud, "compute").map((service, index) => [
        index + 1,
        service.binary,
        service.host,
        service.binary === "nova-compute" ? "nova" : "internal",
        "enabled",
        state(service.isUp),
        updated,
      ]),
  },
  "network agent list": {
    columns: ["ID", "Agent Type", "Host", "Availability Zone", "Alive", "State", "Binary"],
    rows: (cloud) =>
      services(cloud, "network").map((service) => [
        `${service.host}-${service.binary}`,
        service.binary === "ovn-controller" ? "OVN Controller agent" : "OVN Metadata agent",
        service.host,
        "",
        { value: service.isUp, human: service.isUp ? ":-)" : "XXX" },
        { value: true, human: "UP" },
        service.binary,
      ]),
  },
  "volume service list": {
    columns: ["Binary", "Host", "Zone", "Status", "State", "Updated At"],
    rows: (cloud) =>
      services(cloud, "volume").map((service) => [service.binary, service.host, "nova", "enabled", state(service.isUp), updated]),
  },
  "image list": {
    columns: ["ID", "Name", "Status"],
    rows: () => [
      ["6ed034f7-10b0-4231-adcd-89e36ff79901", "jammy-amphora-base", "active"],
      ["c2a9f0b1-77d4-4a0d-8d4c-0b7d2e3f6a55", "amphora-haproxy-x86_64-ubuntu-22.04", "active"],
    ],
  },
  "secret list": {
    columns: ["Secret href", "Name", "Created", "Status", "Content types", "Algorithm", "Bit length", "Secret type", "Mode", "Expiration"],
    rows: () => [
      [
        "https://10.12.12.59:9311/v1/secrets/41d0d2c6-6b16-4f0a-93a4-2f5d1f0d7b90",
        "registry-tls",
        updated,
        "ACTIVE",
        "{'default': 'application/octet-stream'}",
        "aes",
        256,
        "opaque",
        "cbc",
        "None",
      ],
    ],
  },
  "hypervisor list": {
    columns: ["ID", "Hypervisor Hostname", "Hypervisor Type", "Host IP", "State"],
    rows: (cloud) =>
      services(cloud, "compute")
        .filter((service) => service.binary === "nova-compute")
        .map((service, index) => [index + 1, service.host, "QEMU", `10.12.12.4${service.host.at(-1)}`, state(service.isUp)]),
  },
  "server list": {
    columns: ["ID", "Name", "Status", "Networks", "Image", "Flavor"],
    flags: ["--all-projects"],
    rows: (cloud) => cloud.servers.map((server) => [server.id, server.name, server.status, "tenant=10.20.0.21", "jammy", "m1.medium"]),
  },
};

export function openstack(call: Call<Cloud>): Reply {
  const name = Object.keys(listings).find((words) => words.split(" ").every((word, index) => call.args[index] === word));
  const listing = name === undefined ? undefined : listings[name];
  if (name === undefined || listing === undefined) {
    return {
      stderr: `openstack: '${call.args.filter((word) => !word.startsWith("-")).join(" ")}' is not an openstack command. See 'openstack --help'.\n`,
      status: 2,
    };
  }
  const options = readOptions(call.args.slice(name.split(" ").length), {
    values: ["-f", "-c"],
    flags: ["--no-headers", ...(listing.flags ?? [])],
    aliases: { "--format": "-f", "--column": "-c" },
  });
  const surplus = options.unknown ?? options.positionals[0];
  if (surplus !== undefined && surplus !== null)
    return { stderr: `usage: openstack ${name} [-h]\nopenstack ${name}: error: unrecognized arguments: ${surplus}\n`, status: 2 };
  if (call.environment["OS_AUTH_URL"] === undefined)
    return { stderr: "Missing value auth-url required for auth plugin password\n", status: 1 };
  call.takes(1500);
  return print(call.state, listing, options);
}

function print(cloud: Cloud, listing: Listing, options: ReadOptions): Reply {
  const wanted = options.values.get("-c") ?? listing.columns;
  const indices = wanted.map((column) => listing.columns.findIndex((known) => known === column));
  const columns = indices.filter((index) => index !== -1);
  if (columns.length === 0)
    return {
      stderr: `No recognized column names in [${wanted.map((column) => `'${column}'`).join(", ")}]. Recognized columns are (${listing.columns.map((column) => `'${column}'`).join(", ")}).\n`,
      status: 1,
    };
  // The real client prints columns in their own order, whatever the order of -c.
  columns.sort((one, other) => one - other);
  const rows = listing.rows(cloud).map((row) => columns.map((index) => row[index] ?? ""));
  const titles = columns.map((index) => listing.columns[index] ?? "");
  const format = valueOf(options, "-f") ?? "table";
  if (format === "json")
    return {
      stdout: `${JSON.stringify(listing.isOne === true ? record(titles, rows[0] ?? []) : rows.map((row) => record(titles, row)), null, 2)}\n`,
    };
  if (format === "value")
    return {
      stdout: (listing.isOne === true
        ? (rows[0] ?? []).map((cell) => `${machine(cell)}\n`)
        : rows.map((row) => `${row.map(machine).join(" ")}\n`)
      ).join(""),
    };
  if (format === "csv")
    return {
      stdout: [titles.map((title) => `"${title}"`), ...rows.map((row) => row.map((cell) => JSON.stringify(machine(cell))))]
        .map((row) => `${row.join(",")}\n`)
        .join(""),
    };
  if (format !== "table")
    return {
      stderr: `openstack: error: argument -f/--format: invalid choice: '${format}' (choose from 'csv', 'json', 'table', 'value')\n`,
      status: 2,
    };
  return {
    stdout:
      listing.isOne === true
        ? formatTable(
            ["Field", "Value"],
            titles.map((title, index) => [title, human(rows[0]?.[index] ?? "")]),
          )
        : formatTable(
            titles,
            rows.map((row) => row.map(human)),
          ),
  };
}

const machine = (cell: Cell): string | number | boolean => (typeof cell === "object" ? (cell.value ? "True" : "False") : cell);
const human = (cell: Cell): string => (typeof cell === "object" ? cell.human : `${cell}`);
const record = (titles: readonly string[], row: readonly Cell[]): Record<string, string | number | boolean> =>
  Object.fromEntries(
    titles.map((title, index) => {
      const cell = row[index] ?? "";
      return [title, typeof cell === "object" ? cell.value : cell];
    }),
  );
