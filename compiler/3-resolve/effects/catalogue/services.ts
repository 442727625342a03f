/** Command lines of the services of a cloud. */
import { type Client, verbs, words } from "../client.ts";

const ovsReads = verbs(
  "read-only",
  `
          show, list, get, find, list-br, list-ports, list-ifaces, br-exists, port-to-br, iface-to-br, br-to-vlan, dump-flows,
          dump-ports, dump-ports-desc, dump, ls-list, lsp-list, lr-list, lrp-list, lr-route-list, lr-nat-list, acl-list,
          lb-list, lsp-get-addresses, lsp-get-type, lsp-get-up, lsp-get-enabled, lsp-get-options, ls-lb-list, lr-lb-list,
          lr-policy-list, lrp-get-gateway-chassis, ha-chassis-group-list, qos-list, get-manager, get-controller, get-fail-mode,
          get-ssl, get-connection, br-get-external-id, br-to-parent, list-dbs, list-tables, lflow-list, dump-groups,
          dump-tables, dump-ports-desc, dpctl/show, dpctl/dump-flows, dpctl/dump-conntrack, bond/show, lacp/show, fdb/show,
          ofproto/trace, ofproto/list, coverage/show, memory/show, vlog/list, version, debug/status, connection-status,
          cluster/status, cluster/sid, cluster/cid, ct-zone-list, dump-conntrack, bridge/dump-flows, status, count-flows
        `,
);
const ovsChanges = verbs(
  "mutating",
  `
          add-br, del-br, add-port, del-port, add-bond, set, clear, add, remove, destroy, create, init, emer-reset, set-manager,
          del-manager, set-ssl, del-controller, set-controller, set-fail-mode, del-fail-mode, br-set-external-id, ls-add, ls-del,
          lsp-add, lsp-del, lsp-set-addresses, lsp-set-type, lsp-set-options, lsp-set-port-security, lsp-set-enabled, lr-add,
          lr-del, lrp-add, lrp-del, lrp-set-gateway-chassis, lrp-del-gateway-chassis, lr-route-add, lr-route-del, lr-nat-add,
          lr-nat-del, lr-policy-add, lr-policy-del, acl-add, acl-del, lb-add, lb-del, ls-lb-add, ls-lb-del, lr-lb-add, lr-lb-del,
          qos-add, qos-del, set-connection, del-connection, chassis-add, chassis-del, add-flow, add-flows, del-flows, mod-flows,
          replace-flows, add-group, del-groups, mod-port, dpctl/flush-conntrack, fdb/flush, vlog/set, exit, recompute, chassis-del,
          cluster/kick, cluster/leave, cluster/change-election-timer, nb-cluster-state-reset, sb-cluster-state-reset
        `,
);

const ovs: Omit<Client, "names"> = {
  otherwise: "undetermined",
  valueOptions: words("--db, --timeout, -t, -O, --columns, -f, --format"),
  facts: {
    destructive: {
      verbs: words(
        "del-br, del-port, emer-reset, destroy, ls-del, lr-del, lsp-del, lrp-del, chassis-del, acl-del, lb-del, del-flows, cluster/kick, cluster/leave, nb-cluster-state-reset, sb-cluster-state-reset, dpctl/flush-conntrack",
      ),
      options: ["--all"],
    },
    endless: { verbs: ["monitor", "wait-until", "snoop"] },
  },
  verbs: { ...ovsReads, ...ovsChanges },
};

export const services: readonly Client[] = [
  {
    names: ["ceph"],
    otherwise: "undetermined",
    facts: {
      destructive: {
        verbs: words(
          "osd purge, osd destroy, osd rm, osd pool delete, osd pool rm, osd lost, fs rm, fs reset, mon remove, mon rm, auth del, auth rm, config rm, orch rm, orch osd rm, orch host rm, pg force_create_pg, osd crush rm, osd crush remove",
        ),
        options: ["--yes-i-really-mean-it", "--yes-i-really-really-mean-it", "--yes-i-really-really-mean-it-not-faking", "--force"],
      },
      printsSecret: { verbs: words("auth get, auth get-key, auth print-key, auth ls, auth list, auth get-or-create, auth export") },
      endless: { options: ["-w", "--watch"] },
    },
    valueOptions: words("-f, --format, -c, --cluster, -n, --name, --id"),
    options: { "-s": "read-only", "-w": "read-only", "--status": "read-only" },
    verbs: {
      ...verbs(
        "read-only",
        `
          status, health, health detail, df, df detail, osd pool ls detail, versions, version, features, report, quorum_status, osd tree, osd df, osd stat, osd status,
          osd ls, osd dump, osd perf, osd pool ls, osd pool get, osd pool stats, osd pool autoscale-status, osd find,
          osd metadata, osd ok-to-stop, osd safe-to-destroy, osd crush tree, osd crush rule ls, osd blocked-by, mon stat,
          mon dump, mon versions, pg stat, pg dump, pg ls, pg query, fs ls, fs status, fs dump, mds stat, mgr services,
          mgr stat, mgr dump, mgr metadata, mgr versions, mgr module ls, mon metadata, osd crush dump, osd crush class ls,
          osd erasure-code-profile ls, osd erasure-code-profile get, osd getcrushmap, osd numa-status, osd df tree, osd lspools, osd utilization,
          auth get-key, auth print-key, auth export, balancer eval, config-key ls, config-key get, config log, pg map, pg ls-by-osd,
          pg ls-by-pool, pg dump_stuck, time-sync-status, crash stat, device get-health-metrics, orch device ls, orch upgrade status, iostat, auth list, auth get, auth ls, config dump, config get, config show, crash ls, crash info,
          device ls, orch ls, orch ps, orch status, orch host ls, balancer status, telemetry show
        `,
      ),
      ...verbs(
        "mutating",
        `
          osd set, osd unset, osd lost, osd pool rm, fs reset, fs fail, mon rm, pg force_create_pg, pg force-recovery,
          pg force-backfill, orch rm, orch osd rm, orch host, orch device, osd set-require-min-compat-client, osd reweight-by-utilization,
          osd primary-affinity, osd erasure-code-profile, osd pool mksnap, osd pool rmsnap, balancer mode, device, tell,  osd in, osd out, osd down, osd purge, osd destroy, osd rm, osd reweight, osd crush,
          osd pool create, osd pool delete, osd pool set, osd pool rename, osd pool application, pg repair, pg scrub,
          pg deep-scrub, auth add, auth caps, auth del, auth rm, auth get-or-create, config set, config rm, mon add,
          mon remove, mgr fail, mgr module enable, mgr module disable, orch apply, orch upgrade, orch restart, orch daemon,
          fs new, fs rm, health mute, health unmute, crash archive, crash archive-all, balancer on, balancer off
        `,
      ),
    },
  },
  {
    names: ["rbd"],
    otherwise: "undetermined",
    valueOptions: words("-p, --pool, --id, -n, --name, -c, --conf, --size, -s, --format, --namespace"),
    facts: {
      destructive: {
        verbs: words("rm, remove, snap rm, snap remove, snap purge, snap rollback, trash rm, trash remove, trash purge, migration abort"),
        options: ["--force", "--allow-shrink"],
      },
    },
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
          snap rollback, snap purge, snap remove, trash purge, trash remove, migration, mirror, feature, lock, object-map, sparsify, snap protect, snap unprotect, trash mv, trash rm, trash restore
        `,
      ),
    },
  },
  {
    names: ["rados"],
    otherwise: "undetermined",
    valueOptions: words("-p, --pool, -n, --name, --id, -N, --namespace, -c"),
    facts: { destructive: { verbs: words("rm, rmpool, purge, cppool, rollback"), options: ["--yes-i-really-really-mean-it"] } },
    verbs: {
      ...verbs(
        "read-only",
        "ls, lspools, df, stat, lssnap, listxattr, getxattr, listomapkeys, listomapvals, list-inconsistent-pg, list-inconsistent-obj",
      ),
      ...verbs(
        "mutating",
        "put, get, create, rm, rmpool, mkpool, purge, setxattr, rmxattr, setomapval, rmomapkey, mksnap, rmsnap, rollback, cppool, append, truncate, bench",
      ),
    },
  },
  {
    names: ["radosgw-admin"],
    otherwise: "undetermined",
    facts: {
      destructive: {
        verbs: words("user rm, bucket rm, subuser rm, zone delete, zonegroup delete, realm rm, period rm"),
        options: ["--purge-data", "--purge-objects", "--yes-i-really-mean-it"],
      },
      printsSecret: { verbs: ["user info", "user create", "key create"] },
    },
    verbs: {
      ...verbs(
        "read-only",
        "user info, user list, user stats, bucket list, bucket stats, bucket limit check, quota list, sync status, zone get, zone list, zonegroup get, zonegroup list, realm list, period get, usage show, log list, metadata list, metadata get, gc list, lc list",
      ),
      ...verbs(
        "mutating",
        "user create, user modify, user rm, user suspend, user enable, key create, key rm, subuser create, subuser rm, bucket link, bucket unlink, bucket rm, zonegroup delete, realm rm, period rm, bucket check, bucket reshard, quota set, quota enable, quota disable, period update, zone create, zone modify, zone delete, zonegroup create, zonegroup modify, realm create, gc process, usage trim, metadata put, metadata rm",
      ),
    },
  },
  {
    names: ["cephadm"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "ls, version, inspect-image, check-host, list-networks, logs, gather-facts"),
      ...verbs(
        "mutating",
        "bootstrap, adopt, rm-daemon, rm-cluster, add-repo, rm-repo, install, prepare-host, deploy, unit, zap-osds, pull, registry-login",
      ),
    },
    facts: {
      destructive: { verbs: words("rm-daemon, rm-cluster, zap-osds"), options: ["--zap-osds", "--force"] },
      interactive: { verbs: ["shell", "enter"] },
    },
  },
  {
    names: ["ceph-volume"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "lvm list, inventory, simple scan"),
      ...verbs(
        "mutating",
        "lvm create, lvm prepare, lvm activate, lvm batch, lvm zap, lvm deactivate, lvm new-db, lvm new-wal, lvm migrate, raw prepare, raw activate",
      ),
    },
    facts: { destructive: { verbs: ["lvm zap"], options: ["--destroy"] } },
  },
  { ...ovs, names: words("ovs-vsctl, ovn-nbctl, ovn-sbctl"), chainedBy: "--" },
  { ...ovs, names: words("ovs-ofctl, ovs-appctl, ovn-appctl, ovs-dpctl") },
  {
    names: ["rabbitmqctl", "rabbitmq-diagnostics"],
    otherwise: "undetermined",
    facts: {
      destructive: {
        verbs: words("reset, force_reset, forget_cluster_node, delete_user, delete_vhost, delete_queue, purge_queue, force_boot"),
      },
    },
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
          change_password, set_permissions, set_policy, clear_policy, delete_vhost, add_vhost, set_vhost_limits, delete_queue, purge_queue, force_boot, rotate_logs,
          set_user_tags
        `,
      ),
    },
  },
  { names: ["crm_mon", "corosync-quorumtool", "corosync-cfgtool"], otherwise: "read-only" },
  {
    names: ["crm", "pcs"],
    otherwise: "undetermined",
    facts: {
      destructive: {
        verbs: words(
          "resource delete, cluster destroy, cluster kill, stonith fence, stonith confirm, node fence, node delete, configure erase, quorum unblock",
        ),
        options: ["--force"],
      },
    },
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
          config restore, config backup, config checkpoint, config import-cib, config export, resource delete, resource create, resource manage, resource unmanage, cluster destroy, cluster kill, cluster setup,
          stonith fence, stonith confirm, node fence, node delete, configure erase, quorum unblock, configure, resource cleanup, resource move, resource restart, resource start, resource stop, resource refresh, resource ban,
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
    facts: {
      destructive: {
        verbs: words(
          "undefine, vol-delete, vol-wipe, pool-delete, pool-destroy, net-undefine, snapshot-delete, snapshot-revert, managedsave-remove, destroy, reset",
        ),
        options: ["--remove-all-storage", "--wipe-storage", "--nvram", "--force"],
      },
      interactive: { verbs: ["edit", "console", "net-edit", "pool-edit"] },
    },
    valueOptions: ["-c", "--connect"],
    verbs: {
      ...verbs(
        "read-only",
        `
          list, dominfo, domstate, dumpxml, domblklist, domiflist, domifaddr, net-list, net-info, net-dumpxml, pool-list,
          pool-info, pool-dumpxml, vol-list, vol-info, vol-path, vol-dumpxml, nodeinfo, nodedev-list, nodedev-dumpxml, version,
          capabilities, domcapabilities, snapshot-list, snapshot-info, snapshot-dumpxml, vcpuinfo, vcpucount,
          vcpupin, uri, hostname, sysinfo, domid, domname, domuuid, domblkinfo, domblkstat, domifstat, domif-getlink, dommemstat,
          domstats, domtime, domhostname, domjobinfo, domdisplay, vncdisplay, cpu-stats, freecell, nodememstats, net-dhcp-leases,
          net-uuid, iface-list, secret-list, domcontrol, guestinfo, maxvcpus, nwfilter-list, nwfilter-dumpxml
        `,
      ),
      // With the name of a snapshot it makes that the current one.
      "snapshot-current": { effect: "read-only", operands: { from: 2, effect: "mutating" } },
      ...verbs(
        "mutating",
        `
          start, shutdown, destroy, reboot, reset, suspend, resume, define, undefine, create, edit, migrate, save, restore,
          autostart, attach-device, detach-device, attach-disk, detach-disk, net-start, net-destroy, net-define, pool-start,
          snapshot-create, snapshot-create-as, snapshot-revert, snapshot-delete, setvcpus, setmem, setmaxmem, managedsave,
          managedsave-remove, dompmsuspend, domrename, blockcommit, blockpull, blockcopy, blockjob, blockresize, attach-interface,
          detach-interface, update-device, change-media, net-undefine, net-create, net-autostart, net-edit, net-update,
          pool-define, pool-define-as, pool-create, pool-create-as, pool-build, pool-destroy, pool-delete, pool-undefine,
          pool-refresh, pool-autostart, vol-create, vol-create-as, vol-delete, vol-clone, vol-resize, vol-upload, vol-download,
          vol-wipe, migrate-setspeed, inject-nmi, send-key, secret-define, secret-set-value, secret-undefine, dump, screenshot,
          domif-setlink, set-user-password, qemu-monitor-command, console, metadata
        `,
      ),
    },
  },
  {
    names: ["terraform", "tofu"],
    otherwise: "undetermined",
    facts: {
      destructive: {
        verbs: words("destroy, state rm, workspace delete, force-unlock"),
        options: ["-auto-approve", "--auto-approve", "-destroy", "-force"],
      },
      interactive: { verbs: ["apply", "destroy", "login", "console"], unless: ["-auto-approve", "--auto-approve", "-input"] },
      printsSecret: { verbs: ["state pull"], options: ["-raw"] },
    },
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
    names: ["ansible-playbook", "ansible-pull"],
    otherwise: "mutating",
    valueOptions: words("-i, -e, -l, -t, -u, -f, --limit, --tags, --inventory, --extra-vars, --skip-tags"),
    facts: { interactive: { options: ["-K", "-k", "--ask-pass", "--ask-become-pass", "--ask-vault-pass", "--step"] } },
    options: {
      "--check": "undetermined",
      "-C": "undetermined",
      "--list-hosts": "read-only",
      "--list-tasks": "read-only",
      "--syntax-check": "read-only",
    },
  },
  {
    names: ["ansible"],
    otherwise: "undetermined",
    because: "its module decides",
    valueOptions: words("-i, -m, --module-name, -a, --args, -u, -l, --limit, -f, -e, --become-user"),
    options: {
      "-m": {
        values: {
          ping: "read-only",
          setup: "read-only",
          stat: "read-only",
          getent: "read-only",
          wait_for: "read-only",
          service_facts: "read-only",
          package_facts: "read-only",
          slurp: "read-only",
          debug: "read-only",
          copy: "mutating",
          file: "mutating",
          apt: "mutating",
          yum: "mutating",
          dnf: "mutating",
          package: "mutating",
          service: "mutating",
          systemd: "mutating",
          user: "mutating",
          lineinfile: "mutating",
          template: "mutating",
          reboot: "mutating",
          mount: "mutating",
          cron: "mutating",
          git: "mutating",
        },
        otherwise: "undetermined",
      },
      "--module-name": { values: { ping: "read-only", setup: "read-only", stat: "read-only" }, otherwise: "undetermined" },
      "--list-hosts": "read-only",
    },
  },
  {
    names: ["ansible-vault"],
    otherwise: "undetermined",
    verbs: { ...verbs("read-only", "view"), ...verbs("mutating", "create, edit, encrypt, decrypt, rekey, encrypt_string") },
    facts: { printsSecret: { verbs: ["view"] }, interactive: { verbs: ["edit", "create"] } },
  },
  {
    names: ["ansible-galaxy"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "list, search, info, collection list, role list, role info"),
      ...verbs("mutating", "install, remove, init, collection install, role install, role remove"),
    },
  },
  { names: ["ansible-doc", "ansible-config", "ansible-lint"], otherwise: "read-only" },
  { names: ["ansible-inventory"], otherwise: "read-only", options: { "--output": "mutating" } },
];
