/** The Juju client 3.x: `juju help commands`. */
import { type Client, verbs, words } from "../client.ts";

const dryRun = { "--dry-run": "read-only" } as const;
const sets = { containing: "=", effect: "mutating" } as const;
const configurationOptions = { "--reset": "mutating", "--file": "mutating" } as const;
const configuration = { effect: "read-only", options: configurationOptions, operands: sets } as const;

export const juju: Client = {
  names: ["juju"],
  otherwise: "undetermined",
  facts: {
    destructive: {
      options: ["--force", "--no-wait", "--destroy-storage", "--destroy-all-models", "--no-prompt", "--force-units"],
      verbs: words(
        "destroy-model, destroy-controller, kill-controller, remove-application, remove-machine, remove-storage, remove-saas, unregister",
      ),
    },
    readsStdin: { verbs: words("ssh, scp, exec, debug-hooks, debug-code") },
    printsSecret: { verbs: ["show-secret"], options: ["--reveal", "--show-secrets"] },
    bypassesTrust: { options: ["--no-host-key-checks", "--skip-tls-verify"] },
    interactive: { verbs: words("debug-hooks, debug-code, dashboard, change-user-password"), unless: ["--no-prompt"] },
    endless: { verbs: ["debug-log"], unless: ["--no-tail", "--limit", "-l"] },
  },
  valueOptions: words(`
        -m, --model, -c, --controller, --format, -o, --output, --filename, --agent-version, --agent-stream, --revision,
        --channel, --timeout, --color, --to, -n, --num-units, --config, --file, --reset, --include, --exclude, --level
      `),
  options: { "-o": "mutating", "--output": "mutating", "--filename": "mutating" },
  verbs: {
    ...verbs(
      "read-only",
      `
          status, version, help, whoami, models, controllers, machines, applications, clouds, credentials, regions, users,
          spaces, subnets, storage, storage-pools, volumes, secrets, secret-backends, offers, find-offers, find, info, actions,
          operations, resources, relations, wait-for, debug-log, diff-bundle, export-bundle, constraints, model-constraints,
          cached-images, ssh-keys, list-actions, list-clouds, list-controllers, list-credentials, list-machines, list-models,
          list-offers, list-operations, list-regions, list-resources, list-secrets, list-spaces, list-ssh-keys, list-storage,
          list-subnets, list-users, list-storage-pools, list-payloads, show-action, show-application, show-cloud,
          show-controller, show-credential, show-machine, show-model, show-offer, show-operation, show-secret,
          show-secret-backend, show-space, show-status-log, show-storage, show-task, show-unit, show-user, charm-resources,
          firewall-rules, list-firewall-rules
        `,
    ),
    ...verbs(
      "mutating",
      `
          add-cloud, add-credential, add-k8s, add-machine, add-model, add-secret, add-secret-backend, add-space, add-ssh-key,
          add-storage, add-unit, add-user, attach-resource, attach-storage, autoload-credentials, bind, bootstrap,
          change-user-password, consume, create-backup, create-storage-pool, default-credential, default-region, deploy,
          destroy-controller, destroy-model, detach-storage, disable-command, disable-user, download, download-backup,
          enable-command, enable-destroy-controller, enable-ha, enable-user, expose, grant, grant-cloud, grant-secret,
          import-filesystem, import-ssh-key, integrate, relate, add-relation, kill-controller, login, logout, migrate,
          move-to-space, offer, refresh, register, reload-spaces, remove-application, remove-cloud, remove-credential,
          remove-k8s, remove-machine, remove-offer, remove-relation, remove-saas, remove-secret, remove-space, remove-ssh-key,
          remove-storage, remove-storage-pool, remove-unit, remove-user, rename-space, resolved, resolve, resume-relation,
          retry-provisioning, revoke, revoke-cloud, revoke-secret, scale-application, set-constraints, set-credential,
          set-firewall-rule, set-model-constraints, suspend-relation, sync-agent-binary, trust, unexpose, unregister,
          update-cloud, update-credential, update-k8s, update-public-clouds, update-secret, update-storage-pool,
          upgrade-machine, scp, upgrade-charm, cancel-task, set-application-base
        `,
    ),
    "upgrade-controller": { effect: "mutating", options: dryRun },
    "upgrade-model": { effect: "mutating", options: dryRun },
    config: { effect: "read-only", options: configurationOptions, operands: { ...sets, behind: 1 } },
    "model-config": configuration,
    "model-defaults": configuration,
    "controller-config": configuration,
    switch: { effect: "read-only", operands: { from: 1, effect: "mutating" } },
    "model-secret-backend": { effect: "read-only", operands: { from: 1, effect: "mutating" } },
  },
};
