/** Services, packages, kernel and network of a host. */
import { behind, type Client, type Verbs, verbs, words } from "../client.ts";

const simulates = { "-s": "read-only", "--simulate": "read-only", "--dry-run": "read-only", "--just-print": "read-only" } as const;

function notSimulated(names: string): Verbs {
  const options = Object.fromEntries(Object.keys(simulates).map((option) => [option, "mutating" as const]));
  return Object.fromEntries(words(names).map((name) => [name, { effect: "mutating", options }]));
}

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
    facts: {
      destructive: {
        options: ["--force", "-f"],
        onlyWith: ["--force", "-f"],
        unlessVerbs: words("status, enable, disable, mask, link, edit, reenable, preset"),
      },
      interactive: { verbs: ["edit"], unless: ["--stdin"] },
    },
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
    facts: {
      destructive: { options: ["--vacuum-size", "--vacuum-time", "--vacuum-files"] },
      endless: { options: ["-f", "--follow"] },
    },
    valueOptions: words("-u, --unit, -n, --lines, -S, --since, -U, --until, -p, -o, -t"),
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
    facts: {
      destructive: {
        verbs: ["purge", "autopurge"],
        options: ["--purge", "--force-yes", "--allow-remove-essential", "--allow-downgrades", "--allow-change-held-packages"],
      },
      bypassesTrust: {
        options: [
          "--allow-unauthenticated",
          "--force-yes",
          "--allow-insecure-repositories",
          "-o Acquire::https::Verify-Peer=false",
          "-o Acquire::AllowInsecureRepositories=true",
        ],
      },
      interactive: {
        verbs: words("install, remove, purge, upgrade, full-upgrade, dist-upgrade, autoremove, autopurge, build-dep"),
        unless: ["-y", "--yes", "--assume-yes", "-s", "--simulate", "--dry-run", "-qq", "--assume-no"],
      },
      readsStdin: {
        verbs: words("install, remove, purge, upgrade, full-upgrade, dist-upgrade, autoremove, autopurge, build-dep"),
        unless: ["-y", "--yes", "--assume-yes", "-s", "--simulate", "--dry-run", "-qq"],
      },
    },
    valueOptions: ["-o", "-c", "-t"],
    options: simulates,
    verbs: {
      ...verbs("read-only", "list, search, show, policy, depends, rdepends, changelog, check, indextargets, madison"),
      ...verbs(
        "mutating",
        `
          install, reinstall, remove, purge, upgrade, full-upgrade, dist-upgrade, autoremove, autopurge, clean, autoclean,
          satisfy, build-dep, hold, unhold
        `,
      ),
      // These carry out what they do, simulated or not.
      ...notSimulated("update, edit-sources, download, source"),
    },
  },
  { names: ["dpkg-query", "debconf-show"], otherwise: "read-only" },
  {
    names: ["apt-cache"],
    otherwise: "undetermined",
    verbs: verbs(
      "read-only",
      "policy, show, showpkg, showsrc, search, depends, rdepends, madison, pkgnames, stats, unmet, dump, dumpavail",
    ),
  },
  { names: ["apt-config"], otherwise: "undetermined", verbs: verbs("read-only", "dump") },
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
      "--search": "read-only",
      "--listfiles": "read-only",
      "-p": "read-only",
      "--print-avail": "read-only",
      "-C": "read-only",
      "--audit": "read-only",
      "-V": "read-only",
      "--verify": "read-only",
      "-I": "read-only",
      "--info": "read-only",
      "-c": "read-only",
      "--contents": "read-only",
      "--print-architecture": "read-only",
      "--print-foreign-architectures": "read-only",
      "--compare-versions": "read-only",
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
    facts: {
      destructive: { options: ["--purge"], verbs: ["forget"] },
      bypassesTrust: { options: ["--dangerous", "--force-dangerous"] },
      endless: { verbs: ["logs"], onlyWith: ["-f"] },
    },
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
    names: ["yum", "dnf", "microdnf"],
    otherwise: "undetermined",
    options: { "--assumeno": "read-only" },
    facts: {
      destructive: { verbs: ["autoremove", "distro-sync", "history undo", "history rollback"], options: ["--allowerasing", "--nobest"] },
      bypassesTrust: { options: ["--nogpgcheck", "--setopt sslverify=false"] },
      interactive: {
        verbs: words("install, remove, erase, update, upgrade, downgrade, reinstall, autoremove"),
        unless: ["-y", "--assumeyes", "--assumeno"],
      },
      readsStdin: {
        verbs: words("install, remove, erase, update, upgrade, downgrade, reinstall, autoremove"),
        unless: ["-y", "--assumeyes", "--assumeno"],
      },
    },
    valueOptions: ["-c", "--enablerepo", "--disablerepo", "--setopt", "--releasever", "--installroot", "-x", "--exclude"],
    verbs: {
      ...verbs(
        "read-only",
        "list, info, search, check-update, repolist, repoinfo, provides, whatprovides, repoquery, deplist, history list, history info, module list, module info, group list, grouplist, group info, updateinfo, check, needs-restarting, version, help",
      ),
      ...verbs(
        "mutating",
        "install, localinstall, remove, erase, update, upgrade, upgrade-minimal, downgrade, clean, makecache, reinstall, autoremove, distro-sync, swap, mark, download, config-manager, copr, module enable, module disable, module install, module reset, group install, groupinstall, group remove, history undo, history redo, history rollback, versionlock, builddep, system-upgrade",
      ),
    },
  },
  {
    names: ["pip", "pip3"],
    otherwise: "undetermined",
    facts: { bypassesTrust: { options: ["--trusted-host"] }, interactive: { verbs: ["uninstall"], unless: ["-y", "--yes"] } },
    verbs: {
      ...verbs("read-only", "list, show, freeze, check, help, index"),
      ...verbs("mutating", "install, uninstall, download, wheel, cache, config"),
    },
  },
  {
    names: ["ip"],
    otherwise: "undetermined",
    valueOptions: ["-n", "-netns", "-f", "-family"],
    hasLongSingleDash: true,
    verbs: ipVerbs(),
    facts: { destructive: { verbs: ["flush"] }, endless: { verbs: ["monitor"] } },
  },
  { names: ["ifconfig", "route", "arp"], otherwise: "read-only", operands: { from: 2, effect: "undetermined" } },
  {
    names: ["iptables", "ip6tables"],
    otherwise: "mutating",
    options: {
      "-L": "read-only",
      "--list": "read-only",
      "-S": "read-only",
      "-C": "read-only",
      "--check": "read-only",
      "--list-rules": "read-only",
    },
    facts: { destructive: { options: ["-F", "--flush", "-X", "--delete-chain"] } },
  },
  {
    names: ["sysctl"],
    otherwise: "read-only",
    options: { "-w": "mutating", "-p": "mutating", "--system": "mutating", "--load": "mutating" },
    operands: { containing: "=", effect: "mutating" },
  },
  { names: ["mount"], otherwise: "read-only", operands: { from: 1, effect: "mutating" }, options: { "-a": "mutating" } },
  {
    names: ["numactl"],
    otherwise: "undetermined",
    options: { "--hardware": "read-only", "-H": "read-only", "--show": "read-only", "-s": "read-only" },
  },
  { names: ["hostname"], otherwise: "read-only", operands: { from: 1, effect: "mutating" } },
  {
    names: words("hostnamectl, timedatectl, loginctl, localectl, networkctl, resolvectl"),
    otherwise: "read-only",
    verbs: verbs(
      "read-only",
      "status, show, list, list-sessions, list-users, list-seats, list-timezones, list-locales, list-keymaps, show-session, show-user, show-seat, session-status, user-status, timesync-status, show-timesync, lldp, query, statistics, dns, domain",
    ),
  },
  {
    names: ["chronyc"],
    otherwise: "undetermined",
    verbs: {
      ...verbs("read-only", "tracking, sources, sourcestats, activity, ntpdata"),
      ...verbs("mutating", "makestep, online, offline, burst, settime"),
    },
  },
  {
    names: ["crontab"],
    otherwise: "mutating",
    options: { "-l": "read-only" },
    facts: { destructive: { options: ["-r"] }, interactive: { options: ["-e"] } },
  },
  {
    names: ["passwd", "smbpasswd", "htpasswd"],
    otherwise: "mutating",
    facts: { interactive: { always: true, unless: words("-l, -u, -d, -e, -S, --stdin, -b, -i") } },
  },
  {
    names: words("useradd, usermod, userdel, groupadd, groupdel, adduser, deluser, chpasswd, chage, gpasswd, newgrp"),
    otherwise: "mutating",
  },
  {
    names: words(`
        reboot, shutdown, poweroff, halt, init, umount, swapoff, modprobe, insmod, rmmod, mkswap, netplan, update-grub,
        update-initramfs
      `),
    otherwise: "mutating",
  },
  { names: ["kill", "pkill", "killall"], otherwise: "mutating", options: { "-0": "read-only", "-l": "read-only" } },
  {
    names: words(`
        ps, pgrep, pidof, free, uptime, vmstat, iostat, lscpu, lsblk, lspci, lsusb, lsmod, lsof, dmidecode, blkid,
        findmnt, df, du, w, who, last, nproc, arch, sensors, getent, mpstat, sar
      `),
    otherwise: "read-only",
  },
  {
    names: ["top", "htop", "atop", "btop", "iotop", "iftop", "nload"],
    otherwise: "read-only",
    facts: { interactive: { always: true, unless: ["-b", "-n"] }, endless: { always: true, unless: ["-n"] } },
  },
  {
    names: ["dmesg"],
    otherwise: "read-only",
    facts: { endless: { options: ["-w", "--follow", "-W"] } },
    options: { "-C": "mutating", "--clear": "mutating", "-c": "mutating", "--read-clear": "mutating" },
  },
];
