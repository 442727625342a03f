/** Kubernetes clients. */
import { behind, type Client, type Verb, verbs, type Verbs, words } from "../client.ts";

/** How Go writes false. */
const off = Object.fromEntries(words("false, False, FALSE, f, F, 0").map((word) => [word, "mutating" as const]));

/** With `--local` it changes a copy of the file that it is given, and prints it. */
const unlessLocal: Verb = { effect: "mutating", options: { "--local": { values: off, otherwise: "read-only" } } };

const kubectlVerbs: Verbs = {
  ...verbs(
    "read-only",
    `
          get, describe, logs, top, version, cluster-info, api-resources, api-versions, explain, events, diff, wait, options,
          help, kustomize, completion, auth can-i, auth whoami, config view, config get-contexts, config get-clusters, config current-context,
          rollout status, rollout history, plugin list
        `,
  ),
  ...verbs(
    "mutating",
    `
          apply, create, delete, edit, replace, scale, autoscale, expose, run, taint, cordon,
          uncordon, drain, cp, debug, rollout restart, rollout undo, rollout pause, rollout resume, certificate,
          auth reconcile, config set, config set-context, config use-context, config delete-context, config set-credentials,
          config set-cluster, config unset, adm drain, adm cordon, adm uncordon, adm upgrade, adm policy, adm prune, adm certificate, adm taint,
          new-app, new-project, start-build, cancel-build, set-env, tag, project, login, logout, process, import-image, rsync
        `,
  ),
  ...Object.fromEntries(words("patch, set, label, annotate").map((verb) => [verb, unlessLocal])),
  ...verbs("read-only", "whoami, projects, status, adm top, adm node-logs, get-token"),
  // They open a port of this machine to the cluster's network.
  ...verbs("undetermined", "port-forward, proxy"),
};

const dryRun = { values: { none: "mutating", ...off }, otherwise: "read-only" } as const;

const kubectlFacts: Client["facts"] = {
  destructive: {
    verbs: words("delete, drain, replace, rollout undo"),
    options: ["--force", "--prune", "--delete-emptydir-data", "--disable-eviction", "--grace-period 0", "--cascade orphan"],
  },
  readsStdin: { options: ["-i", "--stdin", "-f -", "--filename -"] },
  printsSecret: { verbs: ["config view"], onlyWith: ["--raw"] },
  bypassesTrust: { options: ["--insecure-skip-tls-verify", "--insecure-skip-tls-verify-backend", "--insecure"] },
  interactive: { options: ["-t", "--tty"], verbs: ["edit"] },
  endless: { options: ["-w", "--watch", "--watch-only", "--follow"], verbs: ["port-forward", "proxy", "attach"] },
};

const kubectlValues = [
  "-n",
  "--namespace",
  "--context",
  "--cluster",
  "--kubeconfig",
  "-o",
  "--output",
  "-l",
  "--selector",
  "-f",
  "--filename",
  "-c",
  "--container",
  "--field-selector",
  "--timeout",
  "--for",
  "--tail",
  "--since",
  "--sort-by",
  "-k",
];

export const kubectl: Client = {
  names: ["kubectl", "oc"],
  otherwise: "undetermined",
  facts: kubectlFacts,
  valueOptions: kubectlValues,
  options: { "--dry-run": dryRun, "--output-directory": "mutating" },
  runsWords: ["exec", "run", "debug"],
  verbs: kubectlVerbs,
};

export const kubernetesDistributions: readonly Client[] = [
  {
    names: ["k8s"],
    otherwise: "undetermined",
    facts: { ...kubectlFacts, readsStdin: { always: true }, printsSecret: { verbs: ["config", "get-join-token"] } },
    valueOptions: kubectlValues,
    verbs: {
      ...behind("kubectl", kubectlVerbs),
      ...behind("helm", verbs("read-only", "list, status, get, history")),
      ...verbs("read-only", "status, get, help, version, inspect, config"),
      ...verbs(
        "mutating",
        `
          bootstrap, disable, enable, get-join-token, join-cluster, refresh-certs, remove-node, set, set-join-config
        `,
      ),
    },
  },
  {
    names: ["microk8s"],
    otherwise: "undetermined",
    facts: { ...kubectlFacts, printsSecret: { verbs: ["config", "add-node"] } },
    valueOptions: kubectlValues,
    verbs: {
      ...behind("kubectl", kubectlVerbs),
      ...verbs("read-only", "status, version, config"),
      ...verbs("mutating", "start, stop, enable, disable, reset, join, leave, refresh-certs"),
    },
  },
];

export const helm: Client = {
  names: ["helm"],
  otherwise: "undetermined",
  facts: {
    destructive: { verbs: ["uninstall", "delete", "rollback"], options: ["--force", "--force-replace", "--cleanup-on-fail"] },
    bypassesTrust: { options: ["--insecure-skip-tls-verify", "--kube-insecure-skip-tls-verify", "--plain-http"] },
  },
  valueOptions: words(`
        -n, --namespace, --kube-context, --kubeconfig, -f, --values, --set, --version, -o, --output, --revision
      `),
  options: { "--dry-run": dryRun },
  verbs: {
    ...verbs(
      "read-only",
      `
          list, ls, status, get, history, show, search, template, version, lint, env, help, repo list, dependency list, diff,
          verify
        `,
    ),
    ...verbs(
      "mutating",
      `
          install, upgrade, uninstall, delete, rollback, repo add, repo update, repo remove, dependency update,
          dependency build, pull, fetch, push, package, plugin, registry, test, create, dep update, dep build, dep up
        `,
    ),
  },
};

export const clusterctl: Client = {
  names: ["clusterctl"],
  otherwise: "undetermined",
  facts: { destructive: { verbs: ["delete", "move"] }, printsSecret: { verbs: ["get kubeconfig"] } },
  valueOptions: ["-n", "--namespace", "--kubeconfig", "--kubeconfig-context"],
  verbs: {
    ...verbs("read-only", "describe, version, config, get, help, generate, upgrade plan"),
    ...verbs("mutating", "init, delete, move, upgrade apply, rollout, alpha"),
  },
};
