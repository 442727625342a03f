/** Services, packages, kernel and network of a host. */
import { behind, type Client, type Verbs, verbs, words } from "../client.ts";

const simulates = { "-s": "read-only", "--simulate": "read-only", "--dry-run": "read-only", "--just-print": "read-only" } as const;

/** Only verbs in full: `ip a a` adds an address. */
function ipVerbs(): Verbs {
  const nouns = words("address, addr, a, link, l, route, r, rule, neighbour, neighbor, neigh, n, netns, tunnel, maddress, vrf, bridge");
  const bare = { effect: "read-only", operands: { from: 1, effect: "undetermined" } } as const;
  return Object.assign(
    {},
    ...nouns.map((noun) => ({
      [noun]: bare,
      ...behind(noun, verbs("read-only", "show, list, get, monitor, help")),
      ...behind(noun, verbs("mutating", "add, append, change, replace, del, delete, flush, set, restore, attach")),
    })),
  );
}

export const system: readonly Client[] = [
  {
    names: ["systemctl"],
    otherwise: "undetermined",
    valueOptions: words("-n, --lines, -p, --property, -t, --type, --state, -H, -M, -o"),
    verbs: {
      ...verbs(
        "read-only",
        `
          status, is-active, is-enabled, is-failed, is-system-running, show, cat, get-default, list-units, list-unit-files,
          list-timers, list-sockets, list-dependencies, list-jobs, list-machines, show-environment, help
        `,
      ),
      ...verbs(
        "mutating",
        `
          start, stop, restart, reload, try-restart, reload-or-restart, enable, disable, reenable, mask, unmask, preset, link,
          edit, kill, isolate, daemon-reload, daemon-reexec, reset-failed, set-property, set-default, set-environment,
          unset-environment, revert, clean, freeze, thaw, reboot, poweroff, halt, suspend, hibernate, rescue, emergency, kexec,
          cancel
        `,
      ),
    },
  },
  {
    names: ["service"],
    otherwise: "undetermined",
    verbPosition: "behindNouns",
    options: { "--status-all": "read-only" },
    verbs: { ...verbs("read-only", "status"), ...verbs("mutating", "start, stop, restart, reload, force-reload, try-restart") },
  },
  {
    names: ["journalctl"],
    otherwise: "read-only",
    valueOptions: words("-u, --unit, -n, --lines, -S, --since, -U, --until, -p, -o, -t, -b"),
    options: {
      "--rotate": "mutating",
      "--vacuum-size": "mutating",
      "--vacuum-time": "mutating",
      "--vacuum-files": "mutating",
      "--flush": "mutating",
      "--setup-keys": "mutating",
      "--update-catalog": "mutating",
    },
  },
  {
    names: ["apt", "apt-get", "aptitude"],
    otherwise: "undetermined",
    valueOptions: ["-o", "-c", "-t"],
    options: simulates,
    verbs: {
      ...verbs("read-only", "list, search, show, policy, depends, rdepends, changelog, check, indextargets, madison"),
      ...verbs(
        "mutating",
        `
          update, install, reinstall, remove, purge, upgrade, full-upgrade, dist-upgrade, autoremove, autopurge, clean,
          autoclean, edit-sources, satisfy, build-dep, download, source, hold, unhold
        `,
      ),
    },
  },
  { names: ["apt-cache", "dpkg-query", "apt-config", "debconf-show"], otherwise: "read-only" },
  {
    names: ["apt-mark"],
    otherwise: "undetermined",
    verbs: { ...verbs("read-only", "showhold, showmanual, showauto"), ...verbs("mutating", "hold, unhold, auto, manual") },
  },
  {
    names: ["dpkg"],
    otherwise: "undetermined",
    options: {
      "-l": "read-only",
      "--list": "read-only",
      "-s": "read-only",
      "--status": "read-only",
      "-L": "read-only",
      "-S": "read-only",
      "--get-selections": "read-only",
      "-i": "mutating",
      "--install": "mutating",
      "-r": "mutating",
      "-P": "mutating",
      "--configure": "mutating",
      "--purge": "mutating",
    },
  },
  {
    names: ["snap"],
    otherwise: "undetermined",
    verbs: {
      ...verbs(
        "read-only",
        `
          list, info, find, version, changes, change, tasks, services, get, connections, interfaces, known, model, logs,
          warnings, whoami, help
        `,
      ),
      ...verbs(
        "mutating",
        `
          install, remove, revert, enable, disable, start, stop, restart, set, unset, connect, disconnect, alias, unalias,
          switch, ack, try, download, login, logout, save, restore, forget
        `,
      ),
      refresh: { effect: "mutating", options: { "--list": "read-only", "--time": "read-only" } },
    },
  },
  {
    names: ["yum", "dnf"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "list, info, search, check-update, repolist, provides, repoquery"),
      ...verbs("mutating", "install, remove, erase, update, upgrade, downgrade, clean, makecache, reinstall, autoremove"),
    },
  },
  {
    names: ["pip", "pip3"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "list, show, freeze, check, help, index"),
      ...verbs("mutating", "install, uninstall, download, wheel, cache, config"),
    },
  },
  { names: ["ip"], otherwise: "undetermined", valueOptions: ["-n", "-netns", "-f", "-family"], hasLongSingleDash: true, verbs: ipVerbs() },
  { names: ["ifconfig", "route", "arp"], otherwise: "read-only", operands: { from: 2, effect: "undetermined" } },
  {
    names: ["iptables", "ip6tables"],
    otherwise: "mutating",
    options: { "-L": "read-only", "--list": "read-only", "-S": "read-only", "-C": "read-only" },
  },
  { names: ["iptables-save", "nft"], otherwise: "undetermined" },
  {
    names: ["sysctl"],
    otherwise: "read-only",
    options: { "-w": "mutating", "-p": "mutating", "--system": "mutating", "--load": "mutating" },
    operands: { containing: "=", effect: "mutating" },
  },
  { names: ["mount"], otherwise: "read-only", operands: { from: 1, effect: "mutating" }, options: { "-a": "mutating" } },
  { names: ["hostname"], otherwise: "read-only", operands: { from: 1, effect: "mutating" } },
  {
    names: words("hostnamectl, timedatectl, loginctl, localectl, networkctl, resolvectl"),
    otherwise: "undetermined",
    verbs: verbs("read-only", "status, show, list, list-sessions, list-users, timesync-status, query, statistics, dns"),
  },
  {
    names: ["chronyc"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "tracking, sources, sourcestats, activity, ntpdata"),
      ...verbs("mutating", "makestep, online, offline, burst, settime"),
    },
  },
  { names: ["crontab"], otherwise: "mutating", options: { "-l": "read-only" } },
  { names: words("passwd, useradd, usermod, userdel, groupadd, groupdel, adduser, deluser, visudo, chpasswd"), otherwise: "mutating" },
  {
    names: words(`
        reboot, shutdown, poweroff, halt, init, umount, swapon, swapoff, modprobe, insmod, rmmod, mkfs, fdisk, parted, wipefs,
        mkswap, netplan, update-grub, update-initramfs, ufw
      `),
    otherwise: "mutating",
  },
  { names: ["kill", "pkill", "killall"], otherwise: "mutating", options: { "-0": "read-only", "-l": "read-only" } },
  {
    names: words(`
        ps, pgrep, pidof, top, htop, free, uptime, vmstat, iostat, lscpu, lsblk, lspci, lsusb, lsmod, lsof, dmidecode, blkid,
        findmnt, df, du, w, who, last, nproc, arch, numactl, sensors, getent, mpstat, sar
      `),
    otherwise: "read-only",
  },
  {
    names: ["dmesg"],
    otherwise: "read-only",
    options: { "-C": "mutating", "--clear": "mutating", "-c": "mutating", "--read-clear": "mutating" },
  },
];
