/** All entries by name; where two name the same client, the later one decides. */
import type { Client } from "../client.ts";
import { clouds } from "./clouds.ts";
import { containers } from "./containers.ts";
import { files } from "./files.ts";
import { git } from "./git.ts";
import { hardware } from "./hardware.ts";
import { curl, wget } from "./http.ts";
import { juju } from "./juju.ts";
import { clusterctl, helm, kubectl, kubernetesDistributions } from "./kubernetes.ts";
import { maas } from "./maas.ts";
import { network } from "./network.ts";
import { openstack } from "./openstack.ts";
import { secrets } from "./secrets.ts";
import { services } from "./services.ts";
import { shell } from "./shell.ts";
import { databases } from "./sql.ts";
import { system } from "./system.ts";
import { text } from "./text.ts";
import { tools } from "./tools.ts";
import { vault } from "./vault.ts";

const clients: readonly Client[] = [
  ...shell,
  ...text,
  ...files,
  ...network,
  ...system,
  ...containers,
  ...services,
  ...databases,
  ...clouds,
  ...tools,
  ...hardware,
  ...secrets,
  ...kubernetesDistributions,
  kubectl,
  helm,
  clusterctl,
  git,
  curl,
  wget,
  juju,
  openstack,
  maas,
  vault,
];

export const catalogue: ReadonlyMap<string, Client> = new Map(clients.flatMap((client) => client.names.map((name) => [name, client])));
