/** `juju help TOPIC`, as far as procedures read it. */
import type { Reply } from "../../../world.ts";

interface Topic {
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly (readonly [option: string, meaning: string])[];
}

const modelOption = ['-m, --model (= "")', "Model to operate in. Accepts [<controller name>:]<model name>|<model UUID>"] as const;
const upgradeOptions = [
  ['--agent-stream (= "")', "Check this agent stream for upgrades"],
  ['--agent-version (= "")', "Upgrade to specific version"],
  ["--dry-run  (= false)", "Don't change anything, just report what would be changed"],
  ["--timeout  (= 10m0s)", "Timeout before upgrade is aborted"],
] as const;

const topics: Readonly<Record<string, Topic>> = {
  "upgrade-controller": { usage: "juju upgrade-controller [options]", summary: "Upgrades Juju on a controller.", options: upgradeOptions },
  "upgrade-model": {
    usage: "juju upgrade-model [options]",
    summary: "Upgrades Juju on all machines in a model.",
    options: [...upgradeOptions, modelOption],
  },
  "create-backup": {
    usage: "juju create-backup [options] [<notes>]",
    summary: "Create a backup.",
    options: [
      ['--filename (= "juju-backup-<date>-<time>.tar.gz")', "Download to this file"],
      ["--no-download  (= false)", "Do not download the archive"],
      modelOption,
    ],
  },
  refresh: {
    usage: "juju refresh [options] <application>",
    summary: "Refresh an application's charm.",
    options: [
      ['--channel (= "")', "Channel to use when getting the charm from Charmhub"],
      ["--revision (= -1)", "Explicit revision of current charm"],
      modelOption,
    ],
  },
  status: {
    usage: "juju status [options] [<selector> [...]]",
    summary: "Report the status of the model, its machines, applications and units.",
    options: [["--format  (= tabular)", "Specify output format (json|line|oneline|short|summary|tabular|yaml)"], modelOption],
  },
  resolved: {
    usage: "juju resolved [options] [<unit> ...]",
    summary: "Marks unit errors resolved and re-executes failed hooks.",
    options: [["--no-retry  (= false)", "Do not re-execute failed hooks on the unit"], modelOption],
  },
};

const commands: readonly (readonly [name: string, meaning: string])[] = [
  ["controllers", "Lists all controllers."],
  ["create-backup", "Create a backup."],
  ["download-backup", "Download a backup archive file."],
  ["export-bundle", "Exports the current model configuration as a reusable bundle."],
  ["help", "Show help on a command or other topic."],
  ["machines", "Lists machines in a model."],
  ["models", "Lists models a user can access on a controller."],
  ["refresh", "Refresh an application's charm."],
  ["resolved", "Marks unit errors resolved and re-executes failed hooks."],
  ["show-controller", "Shows detailed information of a controller."],
  ["ssh", "Initiates an SSH session or executes a command on a Juju machine or container."],
  ["status", "Report the status of the model, its machines, applications and units."],
  ["switch", "Selects or identifies the current controller and model."],
  ["upgrade-controller", "Upgrades Juju on a controller."],
  ["upgrade-model", "Upgrades Juju on all machines in a model."],
  ["version", "Print the Juju CLI client version."],
];

export function helpTopic(name: string): Reply {
  if (name === "commands") return { stdout: commands.map(([command, meaning]) => `${command.padEnd(28)} ${meaning}\n`).join("") };
  if (name === "basics")
    return {
      stdout:
        "Juju provides easy, intelligent application orchestration on top of Kubernetes, cloud infrastructure providers, or bare metal.\n\nUsage: juju help <command>\n",
    };
  const topic = topics[name];
  if (topic === undefined) return { stderr: `ERROR unknown command or topic for ${name}\n`, status: 1 };
  const options = topic.options.map(([option, meaning]) => `${option}\n    ${meaning}\n`).join("");
  return { stdout: `Usage: ${topic.usage}\n\nSummary:\n${topic.summary}\n\nOptions:\n${options}` };
}
