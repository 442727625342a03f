/** Files, archives and copies. */
import { type Client, verbs, words } from "../client.ts";

const hostKeys = ["-o StrictHostKeyChecking=no", "-o StrictHostKeyChecking=off", "-o UserKnownHostsFile=/dev/null"];

export const files: readonly Client[] = [
  {
    names: ["rm"],
    otherwise: "mutating",
    facts: { destructive: { options: ["-r", "-R", "--recursive"] }, interactive: { options: ["-i", "-I"] } },
  },
  {
    names: ["dd"],
    otherwise: "mutating",
    operands: { containing: "of=", effect: "mutating" },
    facts: { destructive: { operands: ["of=/dev/"] } },
  },
  { names: ["truncate"], otherwise: "mutating", facts: { destructive: { always: true } } },
  {
    names: ["scp", "sftp"],
    otherwise: "mutating",
    valueOptions: words("-i, -P, -o, -F, -J, -l, -c, -S"),
    facts: { bypassesTrust: { options: hostKeys } },
  },
  { names: ["make"], otherwise: "undetermined", because: "what its targets do is not known", options: { "-n": "undetermined" } },
  {
    names: words("nano, vi, vim, nvim, emacs, ed, joe, mcedit, visudo, vipw"),
    otherwise: "mutating",
    facts: { interactive: { always: true } },
  },
  {
    names: words(`
        cp, mv, mkdir, rmdir, touch, ln, chmod, chown, chgrp, install, mkfifo, mknod, mktemp, patch,
        rename, unlink, sync, setfacl, chattr, gzip, gunzip, bzip2, bunzip2, xz, unxz, zip, ssh-copy-id, logger, wall, at, batch, script
      `),
    otherwise: "mutating",
  },
  {
    names: ["rsync"],
    otherwise: "mutating",
    options: { "-n": "read-only", "--dry-run": "read-only" },
    valueOptions: ["-e", "--rsh", "--exclude", "--include", "-f", "--filter", "--password-file", "--bwlimit", "--timeout"],
    facts: {
      destructive: { options: ["--delete", "--delete-after", "--delete-before", "--delete-excluded", "--remove-source-files"] },
      bypassesTrust: { options: ["-e ssh -o StrictHostKeyChecking=no", "--rsh ssh -o StrictHostKeyChecking=no"] },
    },
  },
  {
    names: ["gzip", "xz", "bzip2"],
    otherwise: "mutating",
    options: { "-c": "read-only", "--stdout": "read-only", "-t": "read-only", "-l": "read-only" },
  },
  { names: ["zstd"], otherwise: "mutating", options: { "-t": "read-only", "-l": "read-only" } },
  {
    names: ["unzip"],
    otherwise: "mutating",
    options: { "-l": "read-only", "-t": "read-only", "-p": "read-only", "-v": "read-only", "-Z": "read-only" },
  },
  { names: ["ssh-keygen", "ssh-add"], otherwise: "mutating", options: { "-l": "read-only", "-L": "read-only", "-F": "read-only" } },
  {
    names: ["tar"],
    otherwise: "undetermined",
    valueOptions: words("-f, --file, -C, --directory, --exclude, -T, -X"),
    options: {
      "-t": "read-only",
      "--list": "read-only",
      "-x": "mutating",
      "--extract": "mutating",
      "-c": "mutating",
      "--create": "mutating",
      "-r": "mutating",
      "-u": "mutating",
      "--delete": "mutating",
    },
    verbs: {
      ...verbs("read-only", "tf, tvf, tzf, tzvf, tvzf, tjf, tJf"),
      ...verbs("mutating", "xf, xvf, xzf, xzvf, xvzf, cf, cvf, czf, czvf, cvzf"),
    },
  },
  { names: ["getfacl", "lsattr", "namei"], otherwise: "read-only" },
];
