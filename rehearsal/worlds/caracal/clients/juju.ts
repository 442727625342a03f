/** The made `juju` 3.6: the verbs that routine procedures use, in the shapes of the real client. */
import { readOptions, valueOf, type Grammar, type ReadOptions } from "../../../options.ts";
import type { Reply } from "../../../world.ts";
import { exportBundle } from "./bundle.ts";
import { jujuError, type JujuCall } from "./juju-call.ts";
import { createBackup, refresh, resolved, upgradeController, upgradeModel } from "./juju-change.ts";
import { helpTopic } from "./juju-help.ts";
import { controllerStatus, modelStatus } from "./juju-status.ts";
import { tabularStatus } from "./juju-tables.ts";

interface Verb {
  readonly grammar: Grammar;
  /** Answered by the client alone: works while the controller is away. */
  readonly isLocal?: boolean;
  readonly answer: (call: JujuCall, options: ReadOptions) => Reply;
}

const json = (value: unknown): Reply => ({ stdout: `${JSON.stringify(value)}\n` });
const model = { "-m": "--model" };

const verbs: Readonly<Record<string, Verb>> = {
  version: {
    grammar: { values: [], flags: [] },
    isLocal: true,
    answer: (call) => ({ stdout: `${call.state.clientVersion}-genericlinux-amd64\n` }),
  },
  help: { grammar: { values: [], flags: [] }, isLocal: true, answer: (_call, options) => helpTopic(options.positionals[0] ?? "basics") },
  controllers: { grammar: { values: ["--format"], flags: [] }, isLocal: true, answer: controllers },
  switch: { grammar: { values: [], flags: [] }, isLocal: true, answer: switchModel },
  "show-controller": { grammar: { values: ["--format"], flags: [] }, answer: showController },
  models: { grammar: { values: ["--format"], flags: [] }, answer: models },
  status: {
    grammar: { values: ["--format", "--model"], flags: ["--relations", "--storage", "--no-color"], aliases: model },
    answer: status,
  },
  machines: { grammar: { values: ["--format", "--model"], flags: [], aliases: model }, answer: machines },
  "export-bundle": { grammar: { values: ["--filename", "--model"], flags: [], aliases: model }, answer: bundle },
  "upgrade-controller": {
    grammar: { values: ["--agent-version", "--agent-stream", "--timeout"], flags: ["--dry-run"] },
    answer: upgradeController,
  },
  "upgrade-model": {
    grammar: { values: ["--agent-version", "--agent-stream", "--timeout", "--model"], flags: ["--dry-run"], aliases: model },
    answer: upgradeModel,
  },
  refresh: { grammar: { values: ["--revision", "--channel", "--model"], flags: [], aliases: model }, answer: refresh },
  "create-backup": { grammar: { values: ["--filename", "--model"], flags: ["--no-download"], aliases: model }, answer: createBackup },
  resolved: { grammar: { values: ["--model"], flags: ["--no-retry"], aliases: model }, answer: resolved },
  ssh: { grammar: { values: ["--model"], flags: [], aliases: model }, answer: ssh },
};

export function juju(call: JujuCall): Reply {
  const [name, ...rest] = call.args;
  const verb = name === undefined ? undefined : verbs[name];
  if (name === undefined || verb === undefined) return jujuError(`unrecognized command: juju ${name ?? ""}`.trimEnd(), 2);
  const options = readOptions(rest, verb.grammar);
  if (options.unknown !== null) return jujuError(`option provided but not defined: ${options.unknown}`, 2);
  call.takes(verb.isLocal === true ? 200 : 1200);
  if (verb.isLocal !== true && !call.state.controller.isReachable) {
    return jujuError("unable to connect to API: dial tcp 10.12.8.20:17070: connect: connection refused");
  }
  const named = valueOf(options, "--model");
  if (named !== null && !["openstack", "admin/openstack", "controller", "admin/controller"].includes(named)) {
    return jujuError(`model ${call.state.controllerName}:${named} not found`);
  }
  return verb.answer(call, options);
}

/** Formats that only the real client knows fail here: better than an empty success. */
function chooseFormat(options: ReadOptions, formats: Readonly<Record<string, () => Reply>>): Reply {
  const format = valueOf(options, "--format") ?? "tabular";
  const answer = formats[format];
  return answer === undefined
    ? jujuError(`invalid value "${format}" for option --format: this made client prints ${Object.keys(formats).join(", ")}`, 2)
    : answer();
}

const isControllerModel = (options: ReadOptions): boolean => valueOf(options, "--model")?.endsWith("controller") ?? false;

function status(call: JujuCall, options: ReadOptions): Reply {
  const reading = isControllerModel(options)
    ? controllerStatus(call.state, call.nowMs)
    : modelStatus(call.state, call.nowMs, options.positionals);
  const isEmpty = options.positionals.length > 0 && Object.keys(reading.applications).length === 0;
  const stderr = isEmpty ? `Nothing matched specified filter${options.positionals.length > 1 ? "s" : ""}.\n` : "";
  return chooseFormat(options, { tabular: () => ({ stdout: tabularStatus(reading), stderr }), json: () => ({ ...json(reading), stderr }) });
}

function machines(call: JujuCall, options: ReadOptions): Reply {
  const reading = modelStatus(call.state, call.nowMs, []);
  return chooseFormat(options, { json: () => json({ model: reading.model, machines: reading.machines }) });
}

function bundle(call: JujuCall, options: ReadOptions): Reply {
  const filename = valueOf(options, "--filename");
  const text = exportBundle(call.state);
  return filename === null ? { stdout: text } : { stderr: `Bundle successfully exported to ${filename}\n`, files: { [filename]: text } };
}

function controllers(call: JujuCall, options: ReadOptions): Reply {
  const { controllerName, controller } = call.state;
  const entry = {
    "current-model": "openstack",
    user: "admin",
    access: "superuser",
    uuid: "5f2c0e9b-6f3a-4d8b-8a1e-3f5a310d7c21",
    "api-endpoints": ["10.12.8.20:17070"],
    cloud: "maas",
    "agent-version": controller.version,
    "controller-machines": { Active: 1, Total: 1 },
  };
  return chooseFormat(options, {
    tabular: () => ({
      stdout: `Controller        Model      User   Access     Cloud/Region  Models  Nodes  HA  Version\n${controllerName}*  openstack  admin  superuser  maas               2      1   -  ${controller.version}\n`,
    }),
    json: () => json({ controllers: { [controllerName]: entry }, "current-controller": controllerName }),
  });
}

function showController(call: JujuCall, options: ReadOptions): Reply {
  const { controllerName, controller } = call.state;
  const [name] = options.positionals;
  if (name !== undefined && name !== controllerName) return jujuError(`controller ${name} not found`);
  return chooseFormat(options, {
    json: () =>
      json({
        [controllerName]: {
          details: {
            "controller-uuid": "5f2c0e9b-6f3a-4d8b-8a1e-3f5a310d7c21",
            "api-endpoints": ["10.12.8.20:17070"],
            cloud: "maas",
            "agent-version": controller.version,
            "agent-git-commit": "unknown",
            "controller-model-version": controller.version,
            "mongo-version": "4.4.24",
          },
          "controller-machines": { "0": { "instance-id": "juju-controller-0" } },
          models: {
            controller: { "model-uuid": "a1", "machine-count": 1, "core-count": 4, "unit-count": 1 },
            openstack: { "model-uuid": "a2", "machine-count": call.state.machines.length, "unit-count": call.state.units.length },
          },
          "current-model": "admin/openstack",
          account: { user: "admin", access: "superuser" },
        },
      }),
  });
}

function models(call: JujuCall, options: ReadOptions): Reply {
  const entry = (name: string, version: string) => ({
    name: `admin/${name}`,
    "short-name": name,
    "agent-version": version,
    status: { current: "available" },
    "is-controller": name === "controller",
  });
  return chooseFormat(options, {
    json: () =>
      json({
        models: [entry("controller", call.state.controller.version), entry("openstack", call.state.modelVersion)],
        "current-model": "openstack",
      }),
  });
}

function switchModel(call: JujuCall, options: ReadOptions): Reply {
  const [target] = options.positionals;
  const current = `${call.state.controllerName}:admin/openstack`;
  if (target === undefined || ["openstack", "admin/openstack", current].includes(target)) return { stdout: `${current}\n` };
  return jujuError(`"${target}" is not the name of a model or controller`);
}

/** What a unit answers: this made one knows `ls` of the dashboard's overrides. */
function ssh(call: JujuCall, options: ReadOptions): Reply {
  const [target, ...command] = options.positionals;
  const canonical = "/usr/share/openstack-dashboard/openstack_dashboard/local/local_settings.d";
  const unit = call.state.units.find((candidate) => candidate.name === target?.replace("/leader", "/0"));
  if (unit === undefined) return jujuError(`unit "${target ?? ""}" not found`);
  const words = command
    .join(" ")
    .split(" ")
    .filter((word) => word !== "");
  if (unit.application === "openstack-dashboard" && words[0] === "ls" && words.length === 2 && words[1]?.replace(/\/$/, "") === canonical) {
    return { stdout: call.state.dashboardOverrides.map((name) => `${name}\n`).join("") };
  }
  return { stderr: `bash: line 1: ${words.join(" ")}: not known on this made unit\n`, status: 127 };
}
