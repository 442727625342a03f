/** Readings of one host: its services, packages, processes, disks and devices. */
import type { Readings } from "../../reading-form.ts";

const lvm =
  "-a,--all -o,--options= -O,--sort= -S,--select= --noheadings --units= --separator= --reportformat= --nosuffix --segments --aligned -P --unbuffered --nameprefixes --rows --binary -v,--verbose -q,--quiet -m,--maps -c,--colon -C,--columns -s,--short --readonly NAME...";
const last =
  "-# -a,--hostlast -d,--dns -f,--file= -F,--fulltimes -i,--ip -n,--limit= -R,--nohostname -s,--since= -t,--until= -p,--present= -w,--fullnames -x,--system --time-format= NAME...";
const systemd = "--no-ask-password -H,--host= -M,--machine=";
const firewall =
  "-L,--list? -S,--list-rules? -C,--check= -n,--numeric -v,--verbose -x,--exact -t,--table= --line-numbers -w,--wait? WORD...";
const aptSimulation =
  "-s,--simulate,--dry-run,--just-print,--recon,--no-act -y,--yes,--assume-yes -q,--quiet? -t,--target-release,--default-release= -V,--verbose-versions -u,--show-upgraded -f,--fix-broken -m,--fix-missing --no-install-recommends --install-recommends --install-suggests --only-upgrade --no-upgrade --purge --auto-remove,--autoremove --allow-downgrades --allow-change-held-packages --with-new-pkgs --reinstall";

export const hostReadings: Readings = {
  systemctl: `--system --user -H,--host= -M,--machine= -t,--type= --state= --failed -p,--property= -P= -a,--all -l,--full -r,--recursive --reverse --with-dependencies --show-types --value -q,--quiet --no-pager --no-legend --legend= --no-ask-password -n,--lines= -o,--output= --plain --timestamp=`,
  "systemctl status, is-active, is-enabled, is-failed, show, cat, list-units, list-unit-files, list-timers, list-sockets, list-dependencies, list-jobs, list-machines, help":
    "UNIT...",
  "systemctl is-system-running": "--wait",
  service: "--status-all",
  "service status": "NAME...",
  journalctl:
    "--system --user -M,--machine= -m,--merge -D,--directory= --file= --root= --image= --namespace= -S,--since= -U,--until= -c,--cursor= --after-cursor= -b,--boot? -u,--unit= --user-unit= -t,--identifier= -p,--priority= --facility= -g,--grep= --case-sensitive? -k,--dmesg -o,--output= --output-fields= -n,--lines? -r,--reverse --show-cursor --utc -x,--catalog --no-hostname --no-full -a,--all -f,--follow --no-tail -q,--quiet --no-pager -e,--pager-end -N,--fields -F,--field= --list-boots --disk-usage --verify --header MATCH...",
  hostnamectl: `${systemd} --static --transient --pretty --json=`,
  timedatectl: `${systemd} --no-pager -p,--property= -a,--all --value`,
  loginctl: `${systemd} --no-pager --no-legend -p,--property= -P= -a,--all --value -l,--full -n,--lines= -o,--output=`,
  "loginctl show, show-session, show-user, show-seat, session-status, user-status": "NAME...",
  localectl: `${systemd} --no-pager`,
  networkctl: "--no-pager --no-legend -a,--all -s,--stats -l,--full -n,--lines= --json=",
  "networkctl status, list, lldp": "NAME...",
  "resolvectl query, status": "-4 -6 -i= -t,--type= NAME...",
  "resolvectl dns, domain": "LINK",
  "systemd-analyze":
    "--no-pager --system --user --global -H,--host= -M,--machine= -q,--quiet --order --require --from-pattern= --to-pattern= --fuzz= --iterations= --base-time= --json=",
  "systemd-analyze critical-chain, verify, calendar, timestamp, timespan, security, dot, cat-config, syscall-filter, capability, exit-status, condition, unit-files":
    "NAME...",
  "systemd-cgls": "--no-pager -a,--all -u,--unit --user-unit -l,--full NAME...",
  "systemd-cgtop": "-p,--order= -t -c -m -i -r,--raw -d,--delay= -n,--iterations= -1 -b,--batch --depth= NAME",
  "systemd-path": "--suffix= NAME...",
  "systemd-detect-virt": "-c,--container -v,--vm -r,--chroot --private-users -q,--quiet --list",
  chronyc: "-a -c -d -e -n -4 -6 -N -h= -p= -v",
  "chronyc ntpdata, sources, sourcestats": "-v -a WORD",

  "apt,apt-get,aptitude": aptSimulation,
  "apt,apt-get,aptitude list, search, show, policy, depends, rdepends, changelog, madison":
    "-a,--all-versions --installed --upgradable --upgradeable --manual-installed -v,--verbose -n,--names-only -f,--full PACKAGE...",
  "apt,apt-get,aptitude install, reinstall, remove, purge, upgrade, full-upgrade, dist-upgrade, autoremove, autopurge, build-dep, satisfy":
    "PACKAGE...",
  "apt-cache": "-a,--all-versions -f,--full -n,--names-only -q,--quiet? -i,--important --installed --recurse --no-all-versions",
  "apt-cache policy, show, showpkg, showsrc, search, depends, rdepends, madison, pkgnames": "PACKAGE...",
  "apt-config dump": "",
  "apt-mark showhold, showmanual, showauto": "PACKAGE...",
  dpkg: "-l,--list -s,--status -L,--listfiles -S,--search -p,--print-avail -C,--audit -V,--verify -I,--info -c,--contents --get-selections --print-architecture --print-foreign-architectures --compare-versions --no-pager PACKAGE...",
  "dpkg-query": "-s,--status -p,--print-avail -L,--listfiles -l,--list -W,--show -S,--search -f,--showformat= --no-pager PACKAGE...",
  "debconf-show": "--db= --listowners --listdbs PACKAGE...",
  snap: "--color= --unicode=",
  "snap list, info, find, changes, change, tasks, services, get, connections, interfaces, known, model, warnings, version":
    "--all --abs-time --last= --verbose -d -l -t --serial --assertion NAME...",
  "snap logs": "-n= --abs-time -f NAME...",
  "snap refresh": "--list --time",
  "yum,dnf,microdnf":
    "-q,--quiet -v,--verbose -y,--assumeyes --assumeno -C,--cacheonly --enablerepo= --disablerepo= --repo= --releasever= -x,--exclude= --color=",
  "yum,dnf,microdnf list, info, search, check-update, repolist, repoinfo, provides, whatprovides, deplist, repoquery, history list, history info, module list, module info, group list, grouplist, group info, updateinfo, needs-restarting, check":
    "--all --installed --available --extras --obsoletes --updates --showduplicates --security --enabled --disabled -r,--reboothint -s,--services -l,--list -i,--info --requires --provides --whatrequires= --qf,--queryformat= NAME...",
  "yum,dnf,microdnf install, remove, erase, update, upgrade, downgrade, reinstall, autoremove, distro-sync": "--security --best NAME...",
  "pip,pip3": "-q,--quiet -v,--verbose --isolated --no-color --disable-pip-version-check --no-cache-dir --timeout= --retries=",
  "pip,pip3 list, show, freeze, check, index":
    "-o,--outdated -u,--uptodate -e,--editable -l,--local --user --path= --pre --format= --not-required --exclude= -f,--files --all --exclude-editable NAME...",
  apk: "-q,--quiet -v,--verbose",
  "apk info, search, list, policy, version": "-e,--installed -a,--all -I -u -d -v -s -R -r -L -W NAME...",
  rpm: "-q,--query -V,--verify -qa -a,--all -l,--list -f,--file -p,--package -i,--info -c -d -R,--requires --provides --whatprovides= --whatrequires= --changelog --scripts --last --qf,--queryformat= -v NAME...",
  brew: "",
  "brew list, info, search, outdated, deps": "--versions --json? --cask --formula -1 -l --full-name NAME...",
  "zypper info, search, se, list-updates, lu, repos, lr, packages, patches": "-i,--installed-only -s,--details -u -d NAME...",

  ps: "-A -a -C= -c -d -e -F -f -G= -g= -H -j -k= -L -l -M -m -N -n= -O= -o= -p= -q= -s= -T -t= -U= -u= -w -x -y -Z --cols= --columns= --forest --format= --group= --headers --no-headers --no-heading --pid= --ppid= --sort= --user= --width= WORD...",
  pgrep:
    "-d,--delimiter= -l,--list-name -a,--list-full -v,--inverse -w,--lightweight -c,--count -f,--full -g,--pgroup= -G,--group= -i,--ignore-case -n,--newest -o,--oldest -O,--older= -P,--parent= -s,--session= -t,--terminal= -u,--euid= -U,--uid= -x,--exact -F,--pidfile= -L,--logpidfile -r,--runstates= -A,--ignore-ancestors --cgroup= --ns= --nslist= PATTERN",
  pidof: "-s -q -c -x -w -n -t -o= -S= NAME...",
  "kill,pkill,killall": "-0 -l -f -x -u= WORD...",
  free: "-b,--bytes --kilo --mega --giga --tera --peta -k,--kibi -m,--mebi -g,--gibi --tebi --pebi -h,--human --si -l,--lohi -t,--total -v,--committed -s,--seconds= -c,--count= -w,--wide",
  uptime: "-p,--pretty -s,--since",
  vmstat:
    "-a,--active -f,--forks -m,--slabs -n,--one-header -s,--stats -d,--disk -D,--disk-sum -p,--partition= -S,--unit= -w,--wide -t,--timestamp -y,--no-first DELAY COUNT",
  iostat: "-c -d -h -k -m -N -s -t -x -y -z -p= WORD...",
  mpstat: "-A -u -P= -I= WORD...",
  sar: "-A -b -B -d -F -h -H -i= -n= -P= -p -q -r -S -u -v -W -w -y -z -1 -f= -s= -e= -t WORD...",
  pidstat: "-d -h -H -I -l -p= -r -R -s -t -T= -u -U -v -w -C= -G= DELAY COUNT",
  "top,htop,atop,btop,iotop": "-b,--batch -n= -p= -u= -U= -H -c -o= -d= -i -S -1 -w -E= -e= DELAY",
  lscpu:
    "-a,--all -b,--online -B,--bytes -C,--caches? -c,--offline -J,--json -e,--extended? -p,--parse? -s,--sysroot= -x,--hex -y,--physical --output-all",
  lsblk:
    "-A,--noempty -D,--discard -E,--dedup= -I,--include= -J,--json -M,--merge -O,--output-all -P,--pairs -S,--scsi -T,--tree? -a,--all -b,--bytes -d,--nodeps -e,--exclude= -f,--fs -i,--ascii -l,--list -m,--perms -n,--noheadings -o,--output= -p,--paths -r,--raw -s,--inverse -t,--topology -w,--width= -x,--sort= -y,--shell -z,--zoned DEVICE...",
  lspci: "-v -n -nn -k -s= -d= -t -m -mm -b -D -x -vv -vvv -nnk",
  lsusb: "-v -t -s= -d= -V",
  "lsmod,users,ibstat,sestatus,getenforce,apparmor_status,aa-status,lsscsi,arch,logname,tzselect,whoami": "",
  getsebool: "-a NAME",
  lshw: "-short -businfo -class= -C= -c= -json -xml -html -sanitize -numeric -quiet -notime",
  lsof: "-a -b -c= -d= -i? -l -M -n -N -O -o -p= -P -R -s? -t -T? -u= -U -V -w -x? -X -g? -F? NAME...",
  blkid:
    "-d,--no-encoding -o,--output= -k,--list-filesystems -s,--match-tag= -t,--match-token= -l,--list-one -L,--label= -U,--uuid= -p,--probe -i,--info -n,--match-types= -u,--usages= DEVICE...",
  findmnt:
    "-s,--fstab -m,--mtab -k,--kernel -A,--all -a,--ascii -b,--bytes -C,--nocanonicalize -c,--canonicalize -D,--df -d,--direction= -e,--evaluate -F,--tab-file= -f,--first-only -i,--invert -J,--json -l,--list -N,--task= -n,--noheadings -O,--options= -o,--output= --output-all -P,--pairs --pseudo --shadowed -R,--submounts -r,--raw --real -S,--source= -T,--target= --tree -M,--mountpoint= -t,--types= -U,--uniq -u,--notruncate -v,--nofsroot -y,--shell -x,--verify --verbose --vfs-all NAME...",
  mount: "-l,--show-labels -t,--types= -v,--verbose",
  swapon: "-s,--summary --show? --noheadings --raw --bytes -v,--verbose",
  losetup: "-a,--all -l,--list -j,--associated= -J,--json -n,--noheadings -O,--output= --output-all --raw DEVICE",
  df: "-a,--all -B,--block-size= -h,--human-readable -H,--si -i,--inodes -k -l,--local --no-sync --output? -P,--portability --total -t,--type= -T,--print-type -x,--exclude-type= -v -m FILE...",
  du: "-0,--null -a,--all --apparent-size -B,--block-size= -b,--bytes -c,--total -D,--dereference-args -d,--max-depth= --files0-from= -H -h,--human-readable --inodes -k -L,--dereference -l,--count-links -m -P,--no-dereference -S,--separate-dirs --si -s,--summarize -t,--threshold= --time? --time-style= -X,--exclude-from= --exclude= -x,--one-file-system FILE...",
  w: "-h,--no-header -u,--no-current -s,--short -f,--from -o,--old-style -i,--ip-addr NAME",
  who: "-a,--all -b,--boot -d,--dead -H,--heading --ips -l,--login --lookup -m -p,--process -q,--count -r,--runlevel -s,--short -t,--time -T,-w,--mesg -u,--users --message --writable WORD WORD",
  "last,lastb": last,
  lastlog: "-b,--before= -t,--time= -u,--user=",
  lslogins:
    "-a,--acc-expiration -c,--colon-separate -e,--export -f,--failed -G,--supp-groups -g,--groups= -L,--last -l,--logins= -n,--newline --noheadings --notruncate -o,--output? --output-all -p,--pwd -r,--raw -s,--system-accs --time-format= -u,--user-accs NAME",
  dmesg:
    "-F,--file= -f,--facility= -H,--human -J,--json -k,--kernel -L,--color? -l,--level= -P,--nopager -p,--force-prefix -r,--raw --noescape -S,--syslog -s,--buffer-size= -u,--userspace -w,--follow -W,--follow-new -x,--decode -d,--show-delta -e,--reltime -T,--ctime -t,--notime --time-format= --since= --until=",
  uname:
    "-a,--all -s,--kernel-name -n,--nodename -r,--kernel-release -v,--kernel-version -m,--machine -p,--processor -i,--hardware-platform -o,--operating-system",
  id: "-a -Z,--context -g,--group -G,--groups -n,--name -r,--real -u,--user -z,--zero NAME...",
  groups: "NAME...",
  tty: "-s,--silent,--quiet",
  printenv: "-0,--null NAME...",
  locale: "-a,--all-locales -m,--charmaps -c,--category-name -k,--keyword-name -v,--verbose NAME...",
  nproc: "--all --ignore=",
  sleep: "TIME...",
  pv: "-p -t -e -r -b -a -n -q -W -s= -L= -B= -i= -w= -N= -F= FILE...",
  hostname: "-a,--alias -A,--all-fqdns -d,--domain -f,--fqdn,--long -i,--ip-address -I,--all-ip-addresses -s,--short -y,--yp,--nis",
  sysctl: "-a,--all -A -X --deprecated -b,--binary -e,--ignore -N,--names -n,--values -r,--pattern= -q,--quiet NAME...",
  sensors: "-A,--no-adapter -u -j -f,--fahrenheit NAME...",
  getent: "-A,--no-addrconfig -i,--no-idn -s,--service= DATABASE KEY...",
  dmidecode: "-q,--quiet -s,--string= -t,--type= -H,--handle= -u,--dump",
  crontab: "-l -u=",
  lsns: "-J,--json -l,--list -n,--noheadings -o,--output= --output-all -p,--task= -r,--raw -u,--notruncate -W,--nowrap -t,--type= NAME",
  lslocks: "-b,--bytes -J,--json -i,--noinaccessible -n,--noheadings -o,--output= --output-all -p,--pid= -r,--raw -u,--notruncate",
  lsipc:
    "-m,--shmems -q,--queues -s,--semaphores -g,--global -i,--id= --noheadings --notruncate -b,--bytes -c,--creator -J,--json -l,--list -t,--time",
  ipcs: "-i,--id= -m,--shmems -q,--queues -s,--semaphores -a,--all -t,--time -p,--pid -c,--creator -l,--limits -u,--summary --human -b,--bytes",
  pmap: "-x,--extended -X -XX -d,--device -q,--quiet -p,--show-path -A,--range= PID...",
  slabtop: "-d,--delay= -o,--once -s,--sort=",
  nstat: "-a,--ignore -s,--noupdate -z,--zeros -p,--pretty -j,--json NAME...",
  uuidgen: "-r,--random -t,--time -n,--namespace= -N,--name= -m,--md5 -s,--sha1 -x,--hex",
  mcookie: "-f,--file= -m,--max-size= -v,--verbose",
  pwgen: "-0 -A -B -c -n -s -v -y -1 -C -N= LENGTH COUNT",
  numactl: "-s,--show -H,--hardware",
  numastat: "-c -m -n -p -s -v -z NAME...",

  "lvs,pvs,vgs,lvdisplay,pvdisplay,vgdisplay": lvm,
  "lvscan,vgscan,pvscan": "-v,--verbose",
  "fdisk,parted,gdisk": "-l,--list -o= -b= -x -m -s DEVICE...",
  smartctl:
    "-a,--all -i,--info -H,--health -A,--attributes -c,--capabilities -x,--xall --scan --scan-open -j,--json? -d,--device= -q,--quietmode= -n,--nocheck= -v= DEVICE",
  nvme: "-o,--output-format= -v,--verbose",
  "nvme list-subsys, smart-log, id-ctrl, id-ns, error-log, fw-log, show-regs, list-ns":
    "-n,--namespace-id= -H,--human-readable -e,--log-entries= DEVICE",
  mdadm: "-D,--detail -E,--examine -Q,--query -v,--verbose -s,--scan -Y,--export -t,--test -b,--brief DEVICE...",
  "zpool list, status, iostat, get, history, events": "-v -x -H -p -P -L -T= -o= -l -i -D -t -s -g NAME...",
  "zfs list, get, diff, holds, userspace, groupspace": "-H -p -r -d= -o= -s= -S= -t= -F NAME...",
  "zfs snapshot, destroy, rollback, send": "-n -v -p -r -R NAME...",
  "btrfs filesystem show, filesystem df, filesystem usage, fi show, fi df, subvolume list, subvolume show, device stats, device usage, scrub status, balance status":
    "-h,--human-readable -b,--raw -T -t -v PATH...",
  "cryptsetup status, luksDump, isLuks, luksUUID": "DEVICE",
  ipmitool: "-I= -H= -U= -P= -L= -p= -f= -C= -E -N= -R= -v -c -y= -k=",
  "ipmitool sdr list, sensor list, sel list, sel elist, lan print, user list, channel info, fru print": "NUMBER",
  ethtool:
    "-i,--driver -k,--show-features,--show-offload -g,--show-ring -l,--show-channels -c,--show-coalesce -a,--show-pause -x,--show-rxfh -n,--show-nfc -u -S,--statistics -T,--show-time-stamping -m,--module-info -P,--show-permaddr --show-priv-flags --show-eee --show-fec DEVICE",
  multipath: "-ll -l -v= NAME",
  "multipathd show": "WORD...",
  iscsiadm: "-m,--mode= -P,--print=",
  "drbdadm,drbdsetup status, dump, role, cstate, dstate, show": "--verbose --statistics --json NAME...",
  "qemu-img info, check, map, compare, measure": "--output= -f= -F= -U,--force-share --backing-chain -p -s -q FILE...",
  nft: "-a,--handle -n,--numeric -s,--stateless -j,--json -c,--check -f,--file= -y",
  "nft list, describe, export": "WORD...",
  "iptables,ip6tables": firewall,
  "iptables-save,ip6tables-save,ebtables-save": "-c,--counters -t,--table=",
  "iptables-restore,ip6tables-restore": "-t,--test -c,--counters -n,--noflush FILE",
  conntrack: "-L -C -S -G -E -p,--proto= -s,--src= -d,--dst= --sport= --dport= --state= -f,--family= -o,--output= -n -u= TABLE",
  "firewall-cmd":
    "--state --list-all --list-all-zones --list-services --list-ports --get-zones --get-active-zones --get-default-zone --query-port= --zone=",
  ufw: "",
  "ufw status, show, app info": "WORD",
  "corosync-cfgtool": "-s -b -n",
  "corosync-quorumtool": "-s -l -i -p",
  crm_mon:
    "-1,--one-shot -r,--inactive -n,--group-by-node -A,--show-node-attributes -f,--failcounts -o,--operations -t,--timing-details -b,--brief -R,--show-detail",
};
