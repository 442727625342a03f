/** What happens to the made cloud as time goes by: the blind window ends, agents change version, hooks run. */
import type { Detail, Moment } from "../../world.ts";
import { agentsOf, findApplication, unitsOf, type Cloud } from "./cloud.ts";

type Handler = (cloud: Cloud, moment: Moment, detail: Detail) => void;

const second = 1000;

/** The single jujud restarts: the API answers nobody for some minutes. */
export function startControllerUpgrade(cloud: Cloud, moment: Moment, version: string): void {
  cloud.controller.upgrades += 1;
  moment.after(3 * second, "controllerGoesBlind", { version });
}

/** Agents follow one after the other; the last ones some minutes later. */
export function startModelUpgrade(cloud: Cloud, moment: Moment, version: string): void {
  cloud.modelUpgrades += 1;
  cloud.modelVersion = version;
  for (const { name } of agentsOf(cloud)) {
    if (!cloud.trouble.laggingAgents.includes(name))
      moment.after(moment.between(5, 130) * second, "agentChangesVersion", { name, version });
  }
}

/** A refresh shows its revision at once; its hooks start some seconds later and settle after minutes. */
export function startRefresh(cloud: Cloud, moment: Moment, name: string): void {
  for (const unit of unitsOf(cloud, name)) moment.after(moment.between(3, 8) * second, "upgradeCharmHook", { unit: unit.name });
}

export const events: Readonly<Record<string, Handler>> = {
  controllerGoesBlind: (cloud, moment, detail) => {
    cloud.controller.isReachable = false;
    cloud.controller.version = String(detail["version"]);
    cloud.controller.agent.version = String(detail["version"]);
    for (const machine of cloud.machines) machine.agent.status = "down";
    const blindMs = cloud.trouble.blindMs ?? moment.between(80, 170) * second;
    if (blindMs >= 0) moment.after(blindMs, "controllerAnswers");
  },
  controllerAnswers: (cloud, moment) => {
    cloud.controller.isReachable = true;
    for (const machine of cloud.machines) moment.after(moment.between(5, 35) * second, "machineReports", { name: machine.name });
  },
  machineReports: (cloud, _moment, detail) => {
    const machine = cloud.machines.find((candidate) => candidate.name === detail["name"]);
    if (machine !== undefined) machine.agent.status = "started";
  },
  agentChangesVersion: (cloud, moment, detail) => {
    const found = agentsOf(cloud).find((candidate) => candidate.name === detail["name"]);
    if (found === undefined) return;
    found.agent.version = String(detail["version"]);
    if (found.agent.status !== "idle") return;
    found.agent.status = "executing";
    found.agent.message = "running config-changed hook";
    moment.after(moment.between(4, 12) * second, "agentSettles", { name: found.name });
  },
  agentSettles: (cloud, _moment, detail) => {
    const unit = cloud.units.find((candidate) => candidate.name === detail["name"]);
    if (unit === undefined || unit.workload.status === "error") return;
    unit.agent.status = "idle";
    unit.agent.message = "";
  },
  upgradeCharmHook: (cloud, moment, detail) => {
    const unit = cloud.units.find((candidate) => candidate.name === detail["unit"]);
    if (unit === undefined) return;
    unit.workload = { status: "maintenance", message: "Upgrading charm" };
    unit.agent.status = "executing";
    unit.agent.message = "running upgrade-charm hook";
    const isBroken = cloud.trouble.refreshError[unit.application] === unit.name;
    const slowMs = cloud.trouble.slowRefreshMs[unit.application];
    const settleMs = slowMs ?? moment.between(45, 90) * second;
    moment.after(isBroken ? 25 * second : settleMs, isBroken ? "hookFails" : "hookSettles", { unit: unit.name });
  },
  hookFails: (cloud, _moment, detail) => {
    const unit = cloud.units.find((candidate) => candidate.name === detail["unit"]);
    if (unit === undefined) return;
    delete cloud.trouble.refreshError[unit.application];
    unit.workload = { status: "error", message: 'hook failed: "upgrade-charm"' };
    unit.agent.status = "idle";
    unit.agent.message = "";
  },
  hookSettles: (cloud, _moment, detail) => {
    const unit = cloud.units.find((candidate) => candidate.name === detail["unit"]);
    if (unit === undefined) return;
    unit.workload = { status: "active", message: "Unit is ready" };
    unit.agent.status = "idle";
    unit.agent.message = "";
  },
};

/** Vault restarts sealed, and so it stays until people with keys come. */
export function sealVault(cloud: Cloud): void {
  cloud.vaultIsSealed = true;
  const vault = findApplication(cloud, "vault");
  for (const unit of vault === null ? [] : unitsOf(cloud, vault.name)) unit.workload = { status: "blocked", message: "Unit is sealed" };
}
