/** Disks, volumes, network devices and management controllers of a host. */
import { type Client, verbs, words } from "../client.ts";

export const hardware: readonly Client[] = [
  {
    names: ["systemd-analyze"],
    otherwise: "read-only",
    verbs: verbs(
      "read-only",
      "time, blame, critical-chain, plot, dot, dump, cat-config, unit-files, unit-paths, exit-status, capability, condition, syscall-filter, filesystems, calendar, timestamp, timespan, verify, security",
    ),
  },
  {
    names: words(
      "lvs, pvs, vgs, lvdisplay, pvdisplay, vgdisplay, lvscan, pvscan, vgscan, lsscsi, lshw, hwinfo, inxi, smem, bmon, arp-scan, pmap, strings, ldd, nm, objdump, readelf, ipcs, slabtop, pidstat, ifstat, nstat, ibstat, ibv_devinfo, numastat, turbostat, lsns, lslocks, lsipc, lslogins, lastlog, lastb, users, getfattr, getsebool, getcap, sestatus, getenforce, aa-status, apparmor_status, systemd-cgls, systemd-cgtop, systemd-path, systemd-detect-virt, uuidgen, mcookie, nproc, tzselect",
    ),
    otherwise: "read-only",
  },
  {
    names: words(
      "lvcreate, lvextend, lvreduce, lvresize, lvrename, lvchange, lvconvert, pvcreate, pvmove, pvchange, pvresize, vgcreate, vgextend, vgreduce, vgchange, vgrename, vgcfgbackup, vgcfgrestore, resize2fs, xfs_growfs, tune2fs, growpart, partprobe, sgdisk, sfdisk, cfdisk, blkdiscard, fsck, e2fsck, xfs_repair, mke2fs, debugfs, losetup, kpartx, mkinitramfs, dracut, grub-install, grub-mkconfig, grub2-mkconfig, setenforce, setsebool, semanage, restorecon, setcap, setfattr, systemd-tmpfiles, systemd-sysusers, systemd-run, udevadm",
    ),
    otherwise: "mutating",
    options: { "-n": "undetermined", "--dry-run": "read-only", "--test": "read-only" },
  },
  {
    names: words("lvremove, vgremove, pvremove, mkfs, mkfs.ext4, mkfs.xfs, mkfs.btrfs, mkfs.vfat, wipefs, shred, blkdiscard"),
    otherwise: "mutating",
    facts: { destructive: { always: true } },
    options: { "-n": "read-only", "--no-act": "read-only", "--test": "read-only" },
  },
  {
    names: ["fdisk", "parted", "gdisk"],
    otherwise: "mutating",
    options: { "-l": "read-only", "--list": "read-only" },
    facts: { interactive: { always: true, unless: ["-l", "--list", "-s", "--script"] }, destructive: { options: ["-s", "--script"] } },
  },
  {
    names: ["swapon", "losetup"],
    otherwise: "mutating",
    options: { "--show": "read-only", "-s": "read-only", "-a": "undetermined", "-l": "read-only", "--list": "read-only" },
  },
  {
    names: ["mdadm"],
    otherwise: "undetermined",
    options: {
      "--detail": "read-only",
      "-D": "read-only",
      "--examine": "read-only",
      "-E": "read-only",
      "--query": "read-only",
      "-Q": "read-only",
      "--create": "mutating",
      "-C": "mutating",
      "--add": "mutating",
      "-a": "mutating",
      "--fail": "mutating",
      "-f": "mutating",
      "--remove": "mutating",
      "-r": "mutating",
      "--stop": "mutating",
      "-S": "mutating",
      "--grow": "mutating",
      "--zero-superblock": "mutating",
      "--assemble": "mutating",
    },
    facts: { destructive: { options: ["--zero-superblock", "--create", "--fail"] } },
  },
  {
    names: ["smartctl"],
    otherwise: "read-only",
    valueOptions: ["-d", "-t", "-s", "-o", "-l"],
    options: { "-t": "mutating", "--test": "mutating", "-s": "mutating", "-X": "mutating" },
  },
  {
    names: ["nvme"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "list, list-subsys, smart-log, id-ctrl, id-ns, error-log, fw-log, show-regs, list-ns, version"),
      ...verbs(
        "mutating",
        "format, sanitize, fw-download, fw-commit, create-ns, delete-ns, attach-ns, detach-ns, reset, connect, disconnect, write-zeroes",
      ),
    },
    facts: { destructive: { verbs: words("format, sanitize, delete-ns, write-zeroes") } },
  },
  {
    names: ["zpool"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "list, status, iostat, get, history, events, version"),
      ...verbs(
        "mutating",
        "create, destroy, add, remove, attach, detach, replace, offline, online, scrub, import, export, upgrade, clear, set, split, labelclear, trim, initialize",
      ),
    },
    facts: { destructive: { verbs: ["destroy", "labelclear"], options: ["-f"] } },
  },
  {
    names: ["zfs"],
    otherwise: "undetermined",
    options: { "-n": "read-only" },
    verbs: {
      ...verbs("read-only", "list, get, diff, holds, version, userspace, groupspace"),
      ...verbs(
        "mutating",
        "create, destroy, snapshot, rollback, clone, promote, rename, set, inherit, mount, unmount, share, send, receive, recv, hold, release, allow, load-key, unload-key, change-key",
      ),
    },
    facts: { destructive: { verbs: ["destroy", "rollback"] } },
  },
  {
    names: ["btrfs"],
    otherwise: "undetermined",
    verbs: {
      ...verbs(
        "read-only",
        "filesystem show, filesystem df, filesystem usage, fi show, fi df, subvolume list, subvolume show, device stats, device usage, scrub status, balance status",
      ),
      ...verbs(
        "mutating",
        "subvolume create, subvolume delete, subvolume snapshot, device add, device remove, device delete, balance start, balance cancel, scrub start, filesystem resize, filesystem defragment, check, rescue",
      ),
    },
    facts: { destructive: { verbs: ["subvolume delete", "rescue"], options: ["--repair", "--force"] } },
  },
  {
    names: ["cryptsetup"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "status, luksDump, isLuks, luksUUID, benchmark"),
      ...verbs(
        "mutating",
        "luksFormat, luksOpen, open, luksClose, close, luksAddKey, luksRemoveKey, luksKillSlot, luksErase, erase, resize, reencrypt, luksHeaderBackup, luksHeaderRestore",
      ),
    },
    facts: {
      destructive: {
        verbs: words("luksFormat, luksErase, erase, luksKillSlot, luksRemoveKey, luksHeaderRestore"),
        options: ["-q", "--batch-mode"],
      },
    },
  },
  {
    names: ["ipmitool"],
    otherwise: "undetermined",
    valueOptions: words("-I, -H, -U, -P, -L, -p, -f, -C"),
    secretOptions: ["-P"],
    verbs: {
      ...verbs(
        "read-only",
        "power status, chassis status, chassis power status, sdr, sdr list, sensor, sensor list, sel list, sel elist, sel info, fru, fru print, lan print, mc info, user list, bmc info, channel info",
      ),
      ...verbs(
        "mutating",
        "power on, power off, power cycle, power reset, power soft, chassis power on, chassis power off, chassis power cycle, chassis power reset, chassis bootdev, chassis policy, mc reset, sel clear, user set, lan set, raw, channel setaccess, bmc reset",
      ),
    },
    facts: {
      destructive: {
        verbs: words("power off, power cycle, power reset, chassis power off, chassis power cycle, chassis power reset, sel clear"),
      },
      interactive: { verbs: ["sol activate"] },
    },
  },
  {
    names: ["ethtool"],
    otherwise: "read-only",
    options: Object.fromEntries(
      words("-s, -K, -G, -L, -C, -A, -X, -N, -U, -E, -f, -t, -r, -p, --change, --offload, --set-ring, --flash, --reset").map((option) => [
        option,
        "mutating" as const,
      ]),
    ),
  },
  {
    names: ["tc"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "qdisc show, class show, filter show, -s qdisc show, qdisc list, monitor"),
      ...verbs(
        "mutating",
        "qdisc add, qdisc del, qdisc replace, qdisc change, class add, class del, filter add, filter del, filter replace",
      ),
    },
  },
  {
    names: ["bridge"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "link, link show, fdb, fdb show, vlan, vlan show, mdb show, monitor"),
      ...verbs("mutating", "link set, fdb add, fdb append, fdb del, fdb replace, vlan add, vlan del, vlan set, mdb add, mdb del"),
    },
  },
  {
    names: ["nmcli"],
    otherwise: "undetermined",
    valueOptions: ["-f", "-g", "-t", "-m"],
    verbs: {
      ...verbs(
        "read-only",
        "general status, general, connection show, con show, c show, device status, device show, device, dev status, dev show, dev, device wifi list, radio, monitor",
      ),
      ...verbs(
        "mutating",
        "connection up, connection down, connection add, connection modify, connection delete, connection reload, connection edit, connection import, con up, con down, con add, con mod, con modify, con delete, con reload, device connect, device disconnect, device reapply, device set, networking on, networking off, general hostname",
      ),
    },
  },
  {
    names: ["nft"],
    otherwise: "undetermined",
    valueOptions: ["-f", "--file"],
    options: { "-f": "mutating", "--file": "mutating", "-c": "read-only", "--check": "read-only" },
    verbs: {
      ...verbs("read-only", "list, describe, monitor, export"),
      ...verbs("mutating", "add, create, insert, delete, destroy, flush, replace, rename, reset, import"),
    },
    facts: { destructive: { verbs: ["flush", "delete", "destroy"] } },
  },
  {
    names: ["iptables-save", "ip6tables-save", "ebtables-save"],
    otherwise: "read-only",
    options: { "-f": "mutating", "--file": "mutating" },
  },
  { names: ["iptables-restore", "ip6tables-restore"], otherwise: "mutating", options: { "-t": "read-only", "--test": "read-only" } },
  {
    names: ["conntrack"],
    otherwise: "undetermined",
    options: {
      "-L": "read-only",
      "-C": "read-only",
      "-S": "read-only",
      "-G": "read-only",
      "-E": "read-only",
      "-D": "mutating",
      "-F": "mutating",
      "-U": "mutating",
      "-I": "mutating",
    },
  },
  {
    names: ["firewall-cmd"],
    otherwise: "undetermined",
    options: {
      "--state": "read-only",
      "--list-all": "read-only",
      "--list-all-zones": "read-only",
      "--list-services": "read-only",
      "--list-ports": "read-only",
      "--get-zones": "read-only",
      "--get-active-zones": "read-only",
      "--get-default-zone": "read-only",
      "--query-port": "read-only",
      "--reload": "mutating",
      "--permanent": "mutating",
      "--add-port": "mutating",
      "--add-service": "mutating",
      "--remove-port": "mutating",
      "--remove-service": "mutating",
      "--add-rich-rule": "mutating",
      "--remove-rich-rule": "mutating",
      "--runtime-to-permanent": "mutating",
      "--set-default-zone": "mutating",
    },
  },
  {
    names: ["ufw"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "status, show, app list, app info, version"),
      ...verbs("mutating", "enable, disable, reload, reset, allow, deny, reject, limit, delete, insert, route, logging, default"),
    },
    facts: { destructive: { verbs: ["reset"], options: ["--force"] } },
  },
  {
    names: ["multipath", "multipathd"],
    otherwise: "undetermined",
    options: { "-ll": "read-only", "-l": "read-only", "-F": "mutating", "-f": "mutating", "-r": "mutating" },
    hasLongSingleDash: true,
    verbs: { ...verbs("read-only", "show"), ...verbs("mutating", "reconfigure, add, del, resize, suspend, resume") },
  },
  {
    names: ["iscsiadm"],
    otherwise: "undetermined",
    options: {
      "--login": "mutating",
      "-l": "mutating",
      "--logout": "mutating",
      "-u": "mutating",
      "-P": "read-only",
      "--print": "read-only",
    },
  },
  {
    names: ["drbdadm", "drbdsetup"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "status, dump, role, cstate, dstate, show, events2"),
      ...verbs(
        "mutating",
        "up, down, primary, secondary, connect, disconnect, attach, detach, create-md, wipe-md, invalidate, invalidate-remote, verify, adjust, resize, outdate",
      ),
    },
    facts: { destructive: { verbs: words("wipe-md, invalidate, invalidate-remote, create-md"), options: ["--force"] } },
  },
  {
    names: ["qemu-img"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "info, check, map, compare, measure"),
      ...verbs("mutating", "create, convert, resize, commit, rebase, snapshot, amend, dd, bitmap"),
    },
  },
  { names: ["megacli", "storcli", "perccli", "ssacli", "storcli64"], otherwise: "undetermined", verbs: verbs("read-only", "show") },
];
