/** Vault: options are Go's, `-format=json`. */
import { verbs, words, type Client } from "../client.ts";

export const vault: Client = {
  names: ["vault", "bao"],
  otherwise: "undetermined",
  facts: {
    destructive: {
      verbs: words(
        "kv destroy, kv metadata delete, secrets disable, auth disable, operator seal, operator raft remove-peer, operator rekey, lease revoke",
      ),
      options: ["-force", "-prefix"],
    },
    printsSecret: {
      verbs: words("operator init, operator generate-root, operator rekey, token create, kv get, print token, login"),
      unless: ["-no-print"],
    },
    bypassesTrust: { options: ["-tls-skip-verify"] },
    interactive: { verbs: ["operator unseal", "login", "operator generate-root"] },
  },
  hasLongSingleDash: true,
  valueOptions: ["-address", "-namespace", "-format", "-field", "-mount"],
  verbs: {
    ...verbs(
      "read-only",
      `
          agent generate-config, operator diagnose, operator usage, operator raft snapshot inspect,
         
          status, version, list, kv get, kv list, kv metadata get, print, path-help, token lookup, token capabilities,
          auth list, auth help, secrets list, policy list, policy read, audit list, operator members, operator raft list-peers,
          operator raft autopilot state, operator key-status, lease lookup, plugin list, plugin info, namespace list,
          namespace lookup
        `,
    ),
    ...verbs(
      "mutating",
      `
          write, delete, login, unwrap, patch, kv put, kv patch, kv delete, kv undelete, kv destroy, kv rollback,
          kv metadata put, kv metadata delete, token create, token renew, token revoke, auth enable, auth disable, auth tune,
          auth move, secrets enable, secrets disable, secrets move, secrets tune, policy write, policy delete, audit enable,
          audit disable, operator unseal, operator seal, operator step-down, operator rekey, operator rotate,
          operator generate-root, operator migrate, operator raft join, operator raft remove-peer, operator raft snapshot,
          lease renew, lease revoke, plugin register, plugin deregister, plugin reload, debug
        `,
    ),
    // A read of `database/creds/x` makes the credentials that it shows.
    read: { effect: "read-only", operands: { from: 1, exceptPrefix: "sys/", effect: "undetermined" } },
    "operator init": { effect: "mutating", options: { "-status": "read-only" } },
  },
};
