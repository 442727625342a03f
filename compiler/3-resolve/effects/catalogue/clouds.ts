/** Public clouds, whose verbs follow a pattern: `describe-instances`, `delete-volume`. */
import { type Client, verbs, words } from "../client.ts";

const verbPrefixes = {
  "describe-": "read-only",
  "list-": "read-only",
  "get-": "read-only",
  "head-": "read-only",
  "lookup-": "read-only",
  "batch-get-": "read-only",
  "search-": "read-only",
  "create-": "mutating",
  "delete-": "mutating",
  "put-": "mutating",
  "update-": "mutating",
  "modify-": "mutating",
  "run-": "mutating",
  "start-": "mutating",
  "stop-": "mutating",
  "reboot-": "mutating",
  "terminate-": "mutating",
  "attach-": "mutating",
  "detach-": "mutating",
  "associate-": "mutating",
  "disassociate-": "mutating",
  "authorize-": "mutating",
  "revoke-": "mutating",
  "register-": "mutating",
  "deregister-": "mutating",
  "add-": "mutating",
  "remove-": "mutating",
  "set-": "mutating",
  "enable-": "mutating",
  "disable-": "mutating",
  "tag-": "mutating",
  "untag-": "mutating",
  "restore-": "mutating",
  "reset-": "mutating",
  "replace-": "mutating",
  "release-": "mutating",
  "allocate-": "mutating",
  "import-": "mutating",
  "copy-": "mutating",
  "purge-": "mutating",
  "send-": "mutating",
  "invoke-": "mutating",
  "change-": "mutating",
  "apply-": "mutating",
} as const;

export const clouds: readonly Client[] = [
  {
    names: ["aws"],
    otherwise: "undetermined",
    verbPosition: "behindNouns",
    maximumNouns: 1,
    verbPrefixes,
    valueOptions: words("--profile, --region, --output, --query, --endpoint-url, --color, --ca-bundle"),
    options: { "--dry-run": "read-only", "--dryrun": "read-only" },
    verbs: {
      ...verbs("read-only", "ls, help, wait, tail, presign, decode-authorization-message, scan, query, get"),
      ...verbs("mutating", "cp, mv, rm, sync, mb, rb, configure, login, deploy, package, invoke, update-kubeconfig, encrypt"),
      // Calls of one service or another whose answer is a stream: they write the file that is named behind them.
      ...verbs("mutating", "get-object, get-object-torrent"),
      ...verbs(
        "undetermined",
        `
          describe-input-device-thumbnail, get-clip, get-code-binding-source, get-configuration, get-connection-function,
          get-export, get-function, get-glyphs, get-hosted-configuration-version, get-image-frame, get-image-set-metadata,
          get-introspection-schema, get-job-output, get-latest-configuration, get-lineage-event, get-map-glyphs,
          get-map-sprites, get-map-style-descriptor, get-map-tile, get-media, get-media-for-fragment-list,
          get-package-version-asset, get-position-estimate, get-profile, get-raw-message-content,
          get-read-set, get-reference, get-resource-position, get-sdk, get-snapshot-block, get-sol-function-package-content,
          get-sol-function-package-descriptor, get-sol-network-package-content, get-sol-network-package-descriptor,
          get-sprites, get-static-map, get-style-descriptor, get-thing-shadow, get-tile, get-work-unit-results
        `,
      ),
    },
    facts: {
      destructive: {
        verbs: ["rm", "rb"],
        prefixes: ["delete-", "terminate-", "purge-", "deregister-"],
        options: ["--force", "--skip-final-snapshot", "--delete"],
      },
      printsSecret: {
        verbs: words(
          "get-secret-value, get-session-token, create-access-key, get-login-password, assume-role, get-authorization-token, decrypt, get-random-password",
        ),
        options: ["--with-decryption"],
      },
      bypassesTrust: { options: ["--no-verify-ssl"] },
      interactive: { verbs: ["configure", "start-session"] },
    },
  },
  {
    names: ["gcloud", "gsutil"],
    otherwise: "undetermined",
    verbPosition: "behindNouns",
    verbPrefixes,
    valueOptions: words("--project, --zone, --region, --format, --filter, --account, --configuration, --cluster"),
    verbs: {
      ...verbs(
        "read-only",
        "list, describe, ls, info, version, help, get-value, cat, stat, du, print-access-token, print-identity-token, access, read, search, tail, get-iam-policy",
      ),
      ...verbs(
        "undetermined",
        "ssh, reset-windows-password, start-iap-tunnel, connect-to-serial-port, simulate-maintenance-event, call, execute, clone, copy, rollout, abandon, cancel, publish, pull, replay, sign, encrypt, decrypt, perform-maintenance, send-diagnostic-interrupt, sync",
      ),
      ...verbs(
        "mutating",
        "create, delete, update, patch, add, remove, set, unset, start, stop, reset, restart, resize, move, import, export, deploy, enable, disable, login, revoke, activate, upgrade, rollback, submit, apply, drain, promote, failover, restore, get-credentials, configure-docker, cp, mv, rm, rsync, mb, rb, scp, destroy, undelete, attach-disk, detach-disk, suspend, resume, init, install, resize-nodes",
      ),
    },
    facts: {
      destructive: { verbs: ["delete", "destroy", "rm", "rb"], options: ["-q", "--quiet"] },
      printsSecret: { verbs: ["print-access-token", "print-identity-token", "versions access"] },
      readsStdin: { verbs: ["ssh"] },
      interactive: { verbs: ["init"], unless: ["-q", "--quiet"] },
    },
  },
  {
    names: ["az"],
    otherwise: "undetermined",
    verbPosition: "behindNouns",
    verbPrefixes,
    valueOptions: words("-g, --resource-group, -n, --name, -o, --output, --query, --subscription, -l, --location"),
    secretOptions: ["-p"],
    verbs: {
      ...verbs(
        "read-only",
        "list, show, exists, version, help, find, wait, what-if, validate, list-ip-addresses, get-instance-view, download-only",
      ),
      ...verbs(
        "mutating",
        "create, delete, update, set, add, remove, start, stop, restart, deallocate, redeploy, resize, reset, login, logout, upgrade, scale, get-credentials, import, export, upload, download, purge, recover, restore, backup, move, assign, rotate, regenerate, approve, configure, swap, attach, detach, enable, disable, invoke, install, failover, run",
      ),
      ...verbs(
        "undetermined",
        "ssh, connect, execute, query, tail, perform-maintenance, simulate-eviction, reapply, reimage, generalize, convert, capture, revoke, reset-ssh-remote, open-port, cancel, copy, sync, renew, rename, deploy, publish, open, grant-access, revoke-access, get-access-token",
      ),
    },
    facts: {
      destructive: { verbs: ["delete", "purge"], options: ["-y", "--yes"] },
      printsSecret: { verbs: words("secret show, account get-access-token, keys list, credential reset, list-keys, get-access-token") },
      interactive: { verbs: ["login"], unless: ["--service-principal", "--identity"] },
    },
  },
  {
    names: ["gh"],
    otherwise: "undetermined",
    verbPosition: "behindNouns",
    maximumNouns: 1,
    verbs: {
      ...verbs("read-only", "list, view, status, diff, checks, search, watch, verify"),
      ...verbs(
        "mutating",
        "create, delete, edit, close, reopen, merge, comment, review, clone, fork, sync, checkout, upload, download, login, logout, rerun, cancel, enable, disable, set, remove, archive, rename, lock, unlock, transfer, run",
      ),
    },
    facts: { destructive: { verbs: ["delete", "repo archive"], options: ["--admin"] }, printsSecret: { verbs: ["auth token"] } },
  },
  {
    names: ["s3cmd", "rclone", "mc"],
    otherwise: "undetermined",
    options: { "-n": "read-only", "--dry-run": "read-only" },
    verbs: {
      ...verbs("read-only", "ls, la, lsd, lsf, lsl, lsjson, info, du, size, check, cat, stat, version, tree, diff, about, find"),
      ...verbs(
        "mutating",
        "put, get, del, rm, mb, rb, cp, mv, copy, sync, move, delete, purge, mkdir, rmdir, setacl, mirror, copyto, moveto, bisync, dedupe, cleanup, rmdirs",
      ),
    },
    facts: {
      destructive: { verbs: words("del, rm, rb, sync, delete, purge"), options: ["--delete-removed", "--force"] },
      bypassesTrust: { options: ["--no-check-certificate", "--insecure"] },
    },
  },
];
