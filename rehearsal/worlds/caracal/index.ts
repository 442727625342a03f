/**
 * The made Caracal cloud: one state, several clients. The files of `clients/` are loaded when their client is called, so
 * that a call costs one small process.
 */
import { defineWorld } from "../../world.ts";
import type { Cloud } from "./cloud.ts";
import { events } from "./events.ts";
import { faults } from "./faults.ts";
import { checkoutFolder, home } from "./home.ts";
import { summariseCloud } from "./summary.ts";

export default defineWorld<Cloud>({
  name: "caracal",
  meaning:
    "A Juju-managed OpenStack cloud: 4 machines, 24 containers, 63 units; the controller and agents at 3.6.24, 17 applications with an update",
  start: "2026-07-05T01:00:00.000Z",
  make: async () => (await import("./topology.ts")).makeCloud(),
  clients: {
    juju: async (call) => (await import("./clients/juju.ts")).juju(call),
    openstack: async (call) => (await import("./clients/openstack.ts")).openstack(call),
    git: async (call) => (await import("./clients/git.ts")).git(call),
    bash: async (call) => (await import("./clients/bash.ts")).bash(call),
    curl: async (call) => (await import("./clients/curl.ts")).curl(call),
  },
  events,
  faults,
  home,
  folder: checkoutFolder,
  environment: {},
  summarise: summariseCloud,
});
