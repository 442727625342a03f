/** The verbs of the made `juju` that change the cloud. */
import { valueOf, type ReadOptions } from "../../../options.ts";
import type { Reply } from "../../../world.ts";
import { findApplication, unitsOf, upgradeOffer, type Application } from "../cloud.ts";
import { sealVault, startControllerUpgrade, startModelUpgrade, startRefresh } from "../events.ts";
import { jujuError, type JujuCall } from "./juju-call.ts";

const parts = (version: string): number[] => version.split(".").map(Number);
function isNewer(version: string, than: string): boolean {
  const [one, other] = [parts(version), parts(than)];
  const differing = one.findIndex((part, index) => part !== other[index]);
  return differing !== -1 && (one[differing] ?? 0) > (other[differing] ?? 0);
}

export function upgradeController(call: JujuCall, options: ReadOptions): Reply {
  const { controller, availableVersions } = call.state;
  const version = valueOf(options, "--agent-version") ?? availableVersions.at(-1) ?? controller.version;
  if (!availableVersions.includes(version)) return jujuError(`no matching agent versions available: ${version}`);
  if (!isNewer(version, controller.version)) return { stderr: "no upgrades available\n" };
  if (options.flags.has("--dry-run")) return { stderr: `upgrade to this version by running\n    juju upgrade-controller\n` };
  call.takes(12_000);
  startControllerUpgrade(call.state, call, version);
  return { stdout: `best version:\n    ${version}\nstarted upgrade to ${version}\n` };
}

export function upgradeModel(call: JujuCall, options: ReadOptions): Reply {
  const { controller, modelVersion } = call.state;
  const version = valueOf(options, "--agent-version") ?? controller.version;
  if (isNewer(version, controller.version))
    return jujuError(`cannot upgrade to a version "${version}" greater than that of the controller "${controller.version}"`);
  if (!isNewer(version, modelVersion)) return { stderr: "no upgrades available\n" };
  if (options.flags.has("--dry-run")) return { stderr: `upgrade to this version by running\n    juju upgrade-model\n` };
  call.takes(4000);
  startModelUpgrade(call.state, call, version);
  return { stdout: `best version:\n    ${version}\nstarted upgrade to ${version}\n` };
}

export function refresh(call: JujuCall, options: ReadOptions): Reply {
  const [name, ...others] = options.positionals;
  if (name === undefined || others.length > 0) return jujuError("no application specified", 2);
  const application = findApplication(call.state, name);
  if (application === null) return jujuError(`application "${name}" not found`);
  call.takes(4000);
  const revision = valueOf(options, "--revision");
  const channel = valueOf(options, "--channel");
  const target = refreshTarget(application, revision, channel);
  if (target === null) return { stderr: `charm "${name}": already up-to-date\n` };
  application.isPinned = revision !== null;
  if (channel !== null) application.channel = channel;
  application.charm = target.charm;
  application.revision = target.revision;
  application.refreshes += 1;
  startRefresh(call.state, call, name);
  if (application.name === "vault") sealVault(call.state);
  return {
    stderr: `Added charm-hub charm "${target.charm}", revision ${target.revision} in channel ${application.channel}, to the model\n`,
  };
}

/** Where a refresh leads; `null`: the application is there already. A refresh to the channel follows it again. */
function refreshTarget(
  application: Application,
  revision: string | null,
  channel: string | null,
): { charm: string; revision: number } | null {
  if (revision !== null) return Number(revision) === application.revision ? null : { charm: application.charm, revision: Number(revision) };
  const isOffered = upgradeOffer({ ...application, isPinned: application.isPinned && channel === null }) !== null;
  if (isOffered && application.offer !== null) return application.offer;
  if (channel === null || (channel === application.channel && !application.isPinned)) return null;
  return { charm: application.charm, revision: channel === application.channel ? application.revision : application.revision + 100 };
}

export function createBackup(call: JujuCall, options: ReadOptions): Reply {
  const model = valueOf(options, "--model");
  if (model === null || !model.endsWith("controller"))
    return jujuError("backups are only supported on the controller model: use -m admin/controller");
  const filename =
    valueOf(options, "--filename") ?? `juju-backup-${new Date(call.nowMs).toISOString().replace(/[-:]/g, "").slice(0, 15)}.tar.gz`;
  call.takes(35_000);
  const bytes = call.state.trouble.backupBytes ?? 945_815_552;
  const sha256 = "9c1e4b7fd2a6035889e0bb7c52f4a1d3760ce95d18fa2b44c07d6e3f915ab8c2";
  const note = options.positionals.join(" ");
  call.state.backups.push({ path: filename, bytes, note });
  return {
    stdout: [
      `backup ID:             "${new Date(call.nowMs).toISOString().slice(0, 19).replace(/[-:T]/g, "")}.5f2c0e9b"`,
      `checksum:              "${Buffer.from(sha256.slice(0, 40), "hex").toString("base64")}"`,
      'checksum format:       "SHA-1, base64 encoded"',
      `size (B):              ${bytes}`,
      `juju version:          ${call.state.controller.version}`,
      `notes:                 ${note}`,
      "",
    ].join("\n"),
    stderr: `Downloaded to ${filename}\n`,
    files: {
      [filename]: { bytes, sha256, members: ["juju-backup/metadata.json", "juju-backup/root.tar", "juju-backup/dump/juju/actions.bson"] },
    },
  };
}

export function resolved(call: JujuCall, options: ReadOptions): Reply {
  const unit = call.state.units.find((candidate) => candidate.name === options.positionals[0]);
  if (unit === undefined) return jujuError(`unit "${options.positionals[0] ?? ""}" not found`);
  if (unit.workload.status !== "error") return jujuError(`unit "${unit.name}" is not in an error state`);
  const rest = unitsOf(call.state, unit.application).length;
  call.after(options.flags.has("--no-retry") ? 2000 : 20_000 * rest, options.flags.has("--no-retry") ? "hookSettles" : "hookFails", {
    unit: unit.name,
  });
  return {};
}
