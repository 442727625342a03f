/** MAAS: `maas PROFILE NOUN VERB`. */
import { verbs, type Client } from "../client.ts";

export const maas: Client = {
  names: ["maas"],
  otherwise: "undetermined",
  facts: {
    destructive: {
      verbs: ["delete", "release", "format", "mark-broken", "restore-default-configuration"],
      operands: ["erase=true", "force=true"],
    },
    printsSecret: { verbs: ["power-parameters", "apikey", "get-token"] },
    bypassesTrust: { options: ["-k", "--insecure"] },
    readsStdin: { verbs: ["login"] },
  },
  verbPosition: "behindNouns",
  maximumNouns: 2,
  verbs: {
    ...verbs(
      "read-only",
      `
          read, list, help, status, statistics, ip-addresses, reserved-ip-ranges, unreserved-ip-ranges, get-config,
          get-curtin-config, query-power-state, power-parameters, details, get-token, whoami, is-registered, list-allocated
        `,
    ),
    ...verbs(
      "mutating",
      `
          login, logout, create, update, delete, deploy, release, allocate, commission, abort, lock, unlock, mark-broken,
          mark-fixed, power-on, power-off, rescue-mode, exit-rescue-mode, set-config, set-storage-layout, link-subnet,
          unlink-subnet, create-physical, create-bond, create-bridge, create-vlan, add-tag, remove-tag, import, stop-import,
          reserve, init, apikey, createadmin, set-boot-disk, mount, unmount, format, unformat, test,
          restore-default-configuration, override-failed-testing, refresh
        `,
    ),
  },
};
