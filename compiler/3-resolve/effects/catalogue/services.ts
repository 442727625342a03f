/** Command lines of the services of a cloud. */
import { type Client, verbs, words } from "../client.ts";

const ovsReads = verbs(
  "read-only",
  `
          show, list, get, find, list-br, list-ports, list-ifaces, br-exists, port-to-br, iface-to-br, br-to-vlan, dump-flows,
          dump-ports, dump-ports-desc, dump, ls-list, lsp-list, lr-list, lrp-list, lr-route-list, lr-nat-list, acl-list,
          lb-list, lsp-get-addresses, lsp-get-type, cluster/status
        `,
);
const ovsChanges = verbs(
  "mutating",
  `
          add-br, del-br, add-port, del-port, set, clear, add, remove, destroy, create, init, del-controller, set-controller,
          ls-add, ls-del, lsp-add, lsp-del, lr-add, lr-del, add-flow, del-flows, mod-flows, cluster/kick, cluster/leave
        `,
);

export const services: readonly Client[] = [
  {
    names: ["ceph"],
    otherwise: "undetermined",
    valueOptions: words("-f, --format, -c, --cluster, -n, --name, --id"),
    options: { "-s": "read-only", "-w": "read-only", "--status": "read-only" },
    verbs: {
      ...verbs(
        "read-only",
        `
          status, health, df, versions, version, features, report, quorum_status, osd tree, osd df, osd stat, osd status,
          osd ls, osd dump, osd perf, osd pool ls, osd pool get, osd pool stats, osd pool autoscale-status, osd find,
          osd metadata, osd ok-to-stop, osd safe-to-destroy, osd crush tree, osd crush rule ls, osd blocked-by, mon stat,
          mon dump, mon versions, pg stat, pg dump, pg ls, pg query, fs ls, fs status, fs dump, mds stat, mgr services,
          mgr stat, mgr module ls, auth list, auth get, auth ls, config dump, config get, config show, crash ls, crash info,
          device ls, orch ls, orch ps, orch status, orch host ls, balancer status, telemetry show
        `,
      ),
      ...verbs(
        "mutating",
        `
          osd set, osd unset, osd in, osd out, osd down, osd purge, osd destroy, osd rm, osd reweight, osd crush,
          osd pool create, osd pool delete, osd pool set, osd pool rename, osd pool application, pg repair, pg scrub,
          pg deep-scrub, auth add, auth caps, auth del, auth rm, auth get-or-create, config set, config rm, mon add,
          mon remove, mgr fail, mgr module enable, mgr module disable, orch apply, orch upgrade, orch restart, orch daemon,
          fs new, fs rm, crash archive, crash archive-all, balancer on, balancer off
        `,
      ),
    },
  },
  {
    names: ["rbd"],
    otherwise: "undetermined",
    verbs: {
      ...verbs(
        "read-only",
        `
          ls, list, info, status, du, diff, showmapped, snap ls, lock ls, children, trash ls, mirror pool status,
          mirror image status
        `,
      ),
      ...verbs(
        "mutating",
        `
          create, rm, remove, resize, clone, copy, cp, flatten, map, unmap, import, export, rename, mv, snap create, snap rm,
          snap rollback, snap protect, snap unprotect, trash mv, trash rm, trash restore
        `,
      ),
    },
  },
  { names: ["rados"], otherwise: "undetermined", verbs: verbs("read-only", "ls, lspools, df, stat, lssnap") },
  {
    names: words("ovs-vsctl, ovn-nbctl, ovn-sbctl, ovs-ofctl, ovs-appctl, ovn-appctl, ovs-dpctl"),
    otherwise: "undetermined",
    valueOptions: words("--db, --timeout, -t, -O, --columns, -f, --format"),
    verbs: { ...ovsReads, ...ovsChanges },
  },
  {
    names: ["rabbitmqctl", "rabbitmq-diagnostics"],
    otherwise: "undetermined",
    valueOptions: ["-n", "-p", "-q"],
    verbs: {
      ...verbs(
        "read-only",
        `
          status, cluster_status, list_queues, list_users, list_vhosts, list_connections, list_channels, list_exchanges,
          list_bindings, list_policies, list_permissions, list_consumers, environment, report, ping, check_running,
          check_local_alarms, node_health_check
        `,
      ),
      ...verbs(
        "mutating",
        `
          stop, stop_app, start_app, reset, force_reset, join_cluster, forget_cluster_node, add_user, delete_user,
          change_password, set_permissions, set_policy, clear_policy, delete_queue, purge_queue, force_boot, rotate_logs,
          set_user_tags
        `,
      ),
    },
  },
  {
    names: words("mysql, psql, sqlite3, mongo, redis-cli, etcdctl, mysqlsh"),
    otherwise: "undetermined",
    because: "what its statements do is not known",
  },
  { names: ["mysqldump", "pg_dump", "mysqladmin"], otherwise: "undetermined" },
  { names: ["crm_mon", "corosync-quorumtool", "corosync-cfgtool"], otherwise: "read-only" },
  {
    names: ["crm", "pcs"],
    otherwise: "undetermined",
    verbs: {
      ...verbs(
        "read-only",
        `
          status, config, resource show, resource status, resource list, node show, configure show, cluster status,
          quorum status
        `,
      ),
      ...verbs(
        "mutating",
        `
          resource cleanup, resource move, resource restart, resource start, resource stop, resource refresh, resource ban,
          resource clear, node standby, node online, node unstandby, cluster start, cluster stop, property set
        `,
      ),
    },
  },
  {
    names: ["haproxy"],
    otherwise: "undetermined",
    options: { "-c": "read-only", "-v": "read-only", "-vv": "read-only" },
    valueOptions: ["-f"],
  },
  {
    names: ["virsh"],
    otherwise: "undetermined",
    valueOptions: ["-c", "--connect"],
    verbs: {
      ...verbs(
        "read-only",
        `
          list, dominfo, domstate, dumpxml, domblklist, domiflist, domifaddr, net-list, net-info, net-dumpxml, pool-list,
          pool-info, vol-list, vol-info, nodeinfo, version, capabilities, snapshot-list, vcpuinfo, uri
        `,
      ),
      ...verbs(
        "mutating",
        `
          start, shutdown, destroy, reboot, reset, suspend, resume, define, undefine, create, edit, migrate, save, restore,
          autostart, attach-device, detach-device, attach-disk, detach-disk, net-start, net-destroy, net-define, pool-start,
          snapshot-create, snapshot-revert, snapshot-delete, setvcpus, setmem, managedsave
        `,
      ),
    },
  },
  {
    names: ["terraform", "tofu"],
    otherwise: "undetermined",
    hasLongSingleDash: true,
    options: { "-out": "mutating" },
    verbs: {
      ...verbs(
        "read-only",
        `
          show, output, validate, version, providers, graph, state list, state show, state pull, workspace list,
          workspace show, plan
        `,
      ),
      ...verbs(
        "mutating",
        `
          apply, destroy, init, import, taint, untaint, refresh, fmt, get, state mv, state rm, state push,
          state replace-provider, workspace new, workspace select, workspace delete, force-unlock, login
        `,
      ),
    },
  },
  {
    names: ["ansible", "ansible-playbook"],
    otherwise: "mutating",
    options: { "--check": "undetermined", "--list-hosts": "read-only", "--list-tasks": "read-only", "--syntax-check": "read-only" },
  },
  { names: ["ansible-inventory"], otherwise: "read-only", options: { "--output": "mutating" } },
];
