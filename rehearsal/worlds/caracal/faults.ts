/** What can go wrong in the made cloud, by name. A scenario says when: from the start, after a time, or before a call. */
import { ScenarioRefused } from "../../scenario-refused.ts";
import type { Fault } from "../../world.ts";
import { findApplication, unitsOf, type Cloud } from "./cloud.ts";
import { sealVault } from "./events.ts";

type Faults = Readonly<Record<string, Fault<Cloud>>>;

const minute = 60_000;

function need<T>(found: T | null | undefined, what: string): T {
  if (found === null || found === undefined)
    throw new ScenarioRefused(`Unexpected ${what} in a fault, expected one that the made cloud has`, "Correct the detail of the fault");
  return found;
}

const upgradeFaults: Faults = {
  "agent-stays-behind": {
    meaning: "One agent never follows the model's upgrade.",
    details: { agent: "a unit or machine: nova-compute/1" },
    apply: (cloud, _moment, { agent }) => {
      cloud.trouble.laggingAgents.push(String(agent));
    },
  },
  "controller-stays-away": {
    meaning: "After its upgrade the controller's API does not come back, or only after some minutes.",
    details: { minutes: "left out: for good" },
    apply: (cloud, _moment, { minutes }) => {
      cloud.trouble.blindMs = minutes === undefined ? -1 : Number(minutes) * minute;
    },
  },
  "api-away": {
    meaning: "The controller's API is away for some minutes.",
    details: { minutes: "how long" },
    apply: (cloud, moment, { minutes }) => {
      cloud.controller.isReachable = false;
      moment.after(Number(minutes ?? 1) * minute, "controllerAnswers");
    },
  },
  "backup-cut-short": {
    meaning: "The controller's backup is far too small.",
    details: { bytes: "its size" },
    apply: (cloud, _moment, { bytes }) => {
      cloud.trouble.backupBytes = Number(bytes ?? 1024);
    },
  },
};

const charmFaults: Faults = {
  "update-offered": {
    meaning: "Charmhub offers an application another revision, or another charm.",
    details: { app: "the application", revision: "the revision", charm: "left out: its own charm" },
    apply: (cloud, _moment, { app, revision, charm }) => {
      const application = need(findApplication(cloud, String(app)), `application ${String(app)}`);
      application.offer = { charm: charm === undefined ? application.charm : String(charm), revision: Number(revision) };
    },
  },
  "refresh-breaks-unit": {
    meaning: "The upgrade-charm hook of one unit fails.",
    details: { app: "the application", unit: "left out: its first unit" },
    apply: (cloud, _moment, { app, unit }) => {
      cloud.trouble.refreshError[String(app)] =
        unit === undefined ? need(unitsOf(cloud, String(app))[0], `unit of ${String(app)}`).name : String(unit);
    },
  },
  "refresh-is-slow": {
    meaning: "The hooks of an application take their time.",
    details: { app: "the application", minutes: "how long" },
    apply: (cloud, _moment, { app, minutes }) => {
      cloud.trouble.slowRefreshMs[String(app)] = Number(minutes) * minute;
    },
  },
  "option-changes": {
    meaning: "Somebody changes an option of an application.",
    details: { app: "the application", option: "its name", value: "its new value" },
    apply: (cloud, _moment, { app, option, value }) => {
      need(findApplication(cloud, String(app)), `application ${String(app)}`).options[String(option)] = String(value);
    },
  },
};

const cloudFaults: Faults = {
  "vault-seals": { meaning: "Vault turns sealed.", details: {}, apply: sealVault },
  "check-fails": {
    meaning: "cloud-assert finds something wrong.",
    details: { check: "A1 to A7", message: "what it says" },
    apply: (cloud, _moment, { check, message }) => {
      cloud.failingChecks[String(check)] = String(message ?? "made to fail");
    },
  },
  "cluster-in-progress": {
    meaning: "A Magnum cluster is being changed by its tenant.",
    details: {},
    apply: (cloud) => {
      for (const cluster of cloud.clusters) cluster.status = "UPDATE_IN_PROGRESS";
    },
  },
  "service-down": {
    meaning: "A service agent of OpenStack is down.",
    details: { binary: "nova-compute", host: "openstack1" },
    apply: (cloud, _moment, { binary, host }) => {
      need(
        cloud.services.find((service) => service.binary === binary && service.host === host),
        `service ${String(binary)} on ${String(host)}`,
      ).isUp = false;
    },
  },
  "server-stops": {
    meaning: "A guest stops.",
    details: { name: "its name" },
    apply: (cloud, _moment, { name }) => {
      need(
        cloud.servers.find((server) => server.name === name),
        `server ${String(name)}`,
      ).status = "SHUTOFF";
    },
  },
  "dashboard-broken": {
    meaning: "Horizon answers with an error.",
    details: { status: "the HTTP status" },
    apply: (cloud, _moment, { status }) => {
      cloud.dashboardStatus = Number(status ?? 500);
    },
  },
};

export const faults: Faults = { ...upgradeFaults, ...charmFaults, ...cloudFaults };
