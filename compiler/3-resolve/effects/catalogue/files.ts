/** Files, archives and copies. */
import { type Client, verbs, words } from "../client.ts";

export const files: readonly Client[] = [
  {
    names: words(`
        cp, mv, rm, mkdir, rmdir, touch, ln, chmod, chown, chgrp, install, truncate, shred, mkfifo, mknod, mktemp, dd, patch,
        rename, unlink, sync, setfacl, chattr, scp, rsync, sftp, gzip, gunzip, bzip2, bunzip2, xz, unxz, zip, make, nano, vi,
        vim, emacs, ed, ssh-copy-id, logger, wall, at, batch, script
      `),
    otherwise: "mutating",
  },
  {
    names: ["rsync"],
    otherwise: "mutating",
    options: { "-n": "read-only", "--dry-run": "read-only" },
    valueOptions: ["-e", "--rsh", "--exclude", "--include"],
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
