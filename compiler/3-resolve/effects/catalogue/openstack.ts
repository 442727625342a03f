/** The OpenStack client: nouns first, so the first verb among the words decides. */
import { type Client, verbs, words } from "../client.ts";

export const openstack: Client = {
  names: ["openstack"],
  otherwise: "undetermined",
  facts: {
    destructive: {
      verbs: words("delete, purge, cleanup, evacuate, rebuild, undeploy, reset, flush, failover"),
      options: ["--force", "--cascade", "--force-delete", "--yes", "--remote-purge", "--purge"],
    },
    readsStdin: { always: true },
    printsSecret: {
      verbs: words("token issue, credential show, credential list, application credential create, ec2 credentials, secret get"),
      options: ["--payload"],
      unless: ["-c expires", "--column expires", "-c project_id", "-c user_id"],
    },
    bypassesTrust: { options: ["--insecure"] },
    interactive: { withoutOperands: true, options: ["--password-prompt"] },
  },
  verbPosition: "behindNouns",
  valueOptions: words(`
        -f, --format, -c, --column, --os-cloud, --os-region-name, --os-auth-url, --os-project-name, --os-username,
        --os-interface, --project, --name, --status, --host, --limit, --marker, --sort, --sort-column, --long-format,
        --network, --subnet, --server, --router, --service, --user, --domain, --image, --flavor, --loadbalancer,
        --availability-zone, --tags, --max-width, --quote
      `),
  verbs: {
    ...verbs("read-only", "list, show, issue, help, complete, stats, versions"),
    ...verbs("undetermined", "ssh, dump, extend, stage, copy, execute, run, retype, split, refresh, promote, replace, authorize, apply"),
    ...verbs(
      "mutating",
      `
          create, delete, set, unset, add, remove, update, start, stop, restart, reboot, rebuild, resize, migrate, evacuate,
          failover, suspend, resume, pause, unpause, lock, unlock, rescue, unrescue, shelve, unshelve, restore, upload, save,
          associate, disassociate, attach, detach, enable, disable, purge, revoke, grant, accept, reset, upgrade,
          external-upgrade, abort, cancel, confirm, revert, reserve, unreserve, manage, provide, inspect, clean, deploy,
          undeploy, adopt, cleanup, move, flush, bulk, rotate, configure, expire, sync, store, provision
        `,
    ),
  },
};
