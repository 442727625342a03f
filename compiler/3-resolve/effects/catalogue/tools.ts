/** Tools of a platform team beside the cluster's own client, and of whoever builds software. */
import { type Client, verbs, words } from "../client.ts";

export const tools: readonly Client[] = [
  {
    names: ["argocd"],
    otherwise: "undetermined",
    valueOptions: words("--server, --auth-token, --grpc-web-root-path, -o, --output, --project, --dest-server, --core"),
    options: { "--dry-run": "read-only" },
    secretOptions: ["--auth-token"],
    verbs: {
      ...verbs(
        "read-only",
        "app list, app get, app diff, app history, app logs, app resources, app manifests, app wait, appset list, appset get, cluster list, cluster get, repo list, repo get, proj list, proj get, account list, account get, account get-user-info, account can-i, version, context, cert list, gpg list, admin settings",
      ),
      ...verbs(
        "mutating",
        "app create, app set, app unset, app sync, app delete, app rollback, app patch, app edit, app actions, app terminate-op, app add-source, appset create, appset delete, cluster add, cluster rm, cluster set, cluster rotate-auth, repo add, repo rm, repocreds add, proj create, proj delete, proj add-destination, proj add-source, proj role, proj windows, login, logout, relogin, account update-password, account generate-token, cert add-tls, cert add-ssh, gpg add",
      ),
    },
    facts: {
      destructive: {
        verbs: words("app delete, appset delete, cluster rm, repo rm, proj delete"),
        options: ["--force", "--prune", "--replace", "-y", "--yes"],
      },
      bypassesTrust: { options: ["--insecure", "--plaintext", "--insecure-skip-server-verification"] },
      printsSecret: { verbs: ["account generate-token", "admin initial-password"] },
      interactive: { verbs: ["app edit"] },
    },
  },
  {
    names: ["linkerd"],
    otherwise: "undetermined",
    valueOptions: words("--context, --kubeconfig, -n, --namespace, -o, --output, -L, --linkerd-namespace, --set, --wait"),
    verbs: {
      ...verbs(
        "read-only",
        "check, version, install, upgrade, uninstall, inject, uninject, prune, identity, diagnostics, profile, completion, jaeger install, jaeger check, jaeger uninstall, jaeger list, viz install, viz check, viz uninstall, viz stat, viz stat-inbound, viz stat-outbound, viz top, viz tap, viz edges, viz routes, viz list, viz profile, multicluster install, multicluster check, multicluster gateways, multicluster link, multicluster link-gen, multicluster uninstall, multicluster allow, multicluster unlink, authz, policy generate",
      ),
    },
    facts: { endless: { verbs: ["viz dashboard", "viz tap", "viz top"] } },
  },
  {
    names: ["kops"],
    otherwise: "undetermined",
    valueOptions: words("--name, --state, -o, --output, --kubeconfig"),
    verbs: {
      ...verbs("read-only", "get, version, validate, completion, help, toolbox dump, toolbox template"),
      ...verbs(
        "mutating",
        "create, delete, edit, export, promote, replace, rolling-update, trust, update, upgrade, distrust, reconcile, toolbox instance-selector",
      ),
      "update cluster": {
        effect: "read-only",
        options: { "--yes": "mutating", "-y": "mutating", "--target": "mutating", "--out": "mutating" },
      },
      "rolling-update cluster": { effect: "read-only", options: { "--yes": "mutating", "-y": "mutating" } },
      "delete cluster": { effect: "read-only", options: { "--yes": "mutating", "-y": "mutating" } },
    },
    facts: {
      destructive: { verbs: ["delete"], options: ["--force", "--cloudonly"] },
      interactive: { verbs: ["edit"], unless: ["--set", "--unset"] },
    },
  },
  {
    names: ["kind", "k3d", "minikube"],
    otherwise: "undetermined",
    verbs: {
      ...verbs(
        "read-only",
        "get, version, status, ip, service list, logs, profile list, cluster list, node list, kubeconfig get, addons list, config get",
      ),
      ...verbs(
        "mutating",
        "create, delete, load, start, stop, build, export, cluster create, cluster delete, cluster start, cluster stop, node create, node delete, image import, addons enable, addons disable, registry create, registry delete, kubeconfig merge, config set, image load, cluster edit",
      ),
    },
    facts: { destructive: { verbs: ["delete", "cluster delete"] }, endless: { verbs: ["tunnel", "dashboard", "mount"] } },
  },
  {
    names: ["kustomize"],
    otherwise: "undetermined",
    options: { "-o": "mutating", "--output": "mutating" },
    valueOptions: ["-o", "--output"],
    verbs: { ...verbs("read-only", "build, version, cfg, help"), ...verbs("mutating", "edit, create, localize") },
  },
  {
    names: ["kubeseal"],
    otherwise: "read-only",
    valueOptions: words("-o, -w, --sealed-secret-file, --cert, -n"),
    options: { "-w": "mutating", "--sealed-secret-file": "mutating" },
  },
  {
    names: ["flux"],
    otherwise: "undetermined",
    options: { "--export": "read-only" },
    verbs: {
      ...verbs("read-only", "check, get, logs, events, stats, tree, trace, version, diff, export, build"),
      ...verbs("mutating", "bootstrap, create, delete, install, reconcile, resume, suspend, uninstall, push, pull, tag"),
    },
    facts: { destructive: { verbs: ["delete", "uninstall"], options: ["-s", "--silent"] } },
  },
  {
    names: ["istioctl", "cilium", "hubble", "calicoctl", "cmctl"],
    otherwise: "undetermined",
    verbs: {
      ...verbs(
        "read-only",
        "status, version, analyze, proxy-status, proxy-config, ps, pc, get, describe, x describe, observe, node status, ipam show, config view, check api, validate, status certificate",
      ),
      ...verbs(
        "mutating",
        "install, uninstall, upgrade, apply, create, delete, replace, patch, renew, hubble enable, clustermesh enable, clustermesh connect, connectivity test, tag set, ipam release",
      ),
    },
  },
  {
    names: ["crictl", "ctr"],
    otherwise: "undetermined",
    verbs: {
      ...verbs(
        "read-only",
        "ps, pods, images, img, inspect, inspecti, inspectp, logs, stats, statsp, info, version, image ls, images ls, container ls, containers ls, task ls, tasks ls, namespace ls",
      ),
      ...verbs(
        "mutating",
        "rm, rmi, rmp, stop, stopp, start, run, runp, create, pull, exec, images pull, images import, images rm, image rm, task kill, containers rm",
      ),
    },
  },
  {
    names: ["skopeo"],
    otherwise: "undetermined",
    verbs: { ...verbs("read-only", "inspect, list-tags, manifest-digest"), ...verbs("mutating", "copy, delete, sync, login, logout") },
    facts: { bypassesTrust: { options: ["--src-tls-verify false", "--dest-tls-verify false", "--tls-verify false", "--insecure-policy"] } },
  },
  {
    names: ["step"],
    otherwise: "undetermined",
    verbs: {
      ...verbs(
        "read-only",
        "version, certificate inspect, certificate verify, certificate lint, certificate fingerprint, certificate needs-renewal, crypto jwt inspect, ca health, ca roots",
      ),
      ...verbs(
        "mutating",
        "certificate create, certificate sign, certificate install, ca init, ca certificate, ca renew, ca revoke, ca bootstrap, crypto keypair, crypto key",
      ),
    },
  },
  {
    names: ["brew"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "list, info, search, outdated, deps, config, doctor"),
      ...verbs(
        "mutating",
        "install, uninstall, remove, upgrade, update, tap, untap, link, unlink, cleanup, services start, services stop, services restart, reinstall, pin, unpin",
      ),
    },
  },
  {
    names: ["apk"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "info, search, list, policy, stats, version, audit"),
      ...verbs("mutating", "add, del, update, upgrade, fix, cache"),
    },
  },
  {
    names: ["zypper"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "info, search, se, list-updates, lu, repos, lr, packages, patches"),
      ...verbs("mutating", "install, in, remove, rm, update, up, dist-upgrade, dup, refresh, ref, addrepo, ar, removerepo, rr, patch"),
    },
  },
  {
    names: ["rpm"],
    otherwise: "undetermined",
    options: {
      "-q": "read-only",
      "-V": "read-only",
      "--query": "read-only",
      "--verify": "read-only",
      "-i": "mutating",
      "-U": "mutating",
      "-e": "mutating",
      "-F": "mutating",
      "--import": "mutating",
      "--install": "mutating",
      "--erase": "mutating",
      "--upgrade": "mutating",
      "-qa": "read-only",
    },
    facts: {
      destructive: { options: ["--nodeps", "--force"] },
      bypassesTrust: { options: ["--nosignature", "--nogpgcheck", "--nodigest"] },
    },
  },
  {
    names: ["go"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "version, env, list, doc"),
      ...verbs("mutating", "build, install, get, mod, generate, clean, fmt, work, vet"),
    },
  },
  {
    names: ["npm", "yarn", "pnpm"],
    otherwise: "undetermined",
    options: { "--dry-run": "read-only" },
    verbs: {
      ...verbs("read-only", "ls, list, view, info, outdated, audit, search, why, explain, ping, whoami, root, prefix, help"),
      ...verbs(
        "mutating",
        "install, i, ci, add, remove, uninstall, update, upgrade, publish, unpublish, link, prune, dedupe, init, login, logout, cache, pack, version, set",
      ),
    },
  },
  {
    names: ["cargo"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "tree, metadata, search, version, info"),
      ...verbs(
        "mutating",
        "build, install, uninstall, update, add, remove, publish, clean, new, init, fetch, check, clippy, fmt, fix, doc",
      ),
    },
  },
  {
    names: ["consul", "nomad"],
    otherwise: "undetermined",
    hasLongSingleDash: true,
    verbs: {
      ...verbs(
        "read-only",
        "members, info, status, catalog, kv get, operator raft list-peers, node status, job status, alloc status, alloc logs, server members, version, job plan, plan, validate, monitor, intention list, acl token list",
      ),
      ...verbs(
        "mutating",
        "join, leave, force-leave, kv put, kv delete, reload, maint, job run, run, job stop, stop, node drain, node eligibility, system gc, snapshot save, snapshot restore, operator raft remove-peer, alloc restart, alloc stop, acl bootstrap, acl token create, acl token delete",
      ),
    },
    facts: {
      destructive: {
        verbs: words("force-leave, kv delete, operator raft remove-peer, snapshot restore"),
        options: ["-force", "-purge", "-recurse"],
      },
      printsSecret: { verbs: ["acl bootstrap", "acl token create"] },
      endless: { verbs: ["monitor"] },
    },
  },
  {
    names: ["restic", "borg"],
    otherwise: "undetermined",
    options: { "--dry-run": "read-only", "-n": "read-only" },
    verbs: {
      ...verbs("read-only", "snapshots, ls, stats, list, info, check, diff, find, cat, version"),
      ...verbs(
        "mutating",
        "backup, restore, forget, prune, init, unlock, tag, key, create, delete, extract, compact, rebuild-index, mount, umount, break-lock, migrate",
      ),
    },
    facts: { destructive: { verbs: ["forget", "prune", "delete", "compact"], options: ["--prune"] } },
  },
];
