/** Keepers and makers of secrets. */
import { type Client, verbs, words } from "../client.ts";

export const secrets: readonly Client[] = [
  {
    names: ["pass", "gopass"],
    otherwise: "undetermined",
    facts: {
      printsSecret: { verbs: ["show"], unless: ["-c", "--clip"] },
      destructive: { verbs: ["rm"] },
      interactive: { verbs: ["edit", "insert"] },
    },
    verbs: {
      ...verbs("read-only", "show, ls, list, find, grep, version, help"),
      ...verbs("mutating", "insert, generate, edit, rm, mv, cp, git, init"),
    },
  },
  {
    names: ["op"],
    otherwise: "undetermined",
    facts: { printsSecret: { verbs: ["read"], options: ["--reveal"] } },
    verbs: verbs("read-only", "read, whoami, item list, item get, vault list"),
  },
  { names: ["pwgen", "apg", "makepasswd"], otherwise: "read-only", facts: { printsSecret: { always: true } } },
  { names: ["systemd-ask-password"], otherwise: "read-only", facts: { printsSecret: { always: true }, interactive: { always: true } } },
  {
    names: ["gpg", "gpg2"],
    otherwise: "undetermined",
    valueOptions: words(
      "-o, --output, -r, --recipient, -u, --local-user, --homedir, --keyserver, --passphrase, --passphrase-fd, --batch-size",
    ),
    secretOptions: ["--passphrase"],
    options: {
      "--verify": "read-only",
      "-k": "read-only",
      "--list-keys": "read-only",
      "-K": "read-only",
      "--list-secret-keys": "read-only",
      "--fingerprint": "read-only",
      "--version": "read-only",
      "--import": "mutating",
      "--gen-key": "mutating",
      "--full-generate-key": "mutating",
      "--delete-keys": "mutating",
      "--delete-secret-keys": "mutating",
      "--dearmor": "undetermined",
      "--recv-keys": "mutating",
      "-o": "mutating",
      "--output": "mutating",
    },
    facts: {
      destructive: { options: ["--delete-keys", "--delete-secret-keys"] },
      printsSecret: { options: ["--export-secret-keys", "-d", "--decrypt"], unless: ["-o", "--output"] },
      interactive: { options: ["--gen-key", "--full-generate-key", "--edit-key"] },
    },
  },
];
