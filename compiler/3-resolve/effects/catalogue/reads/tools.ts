/** Readings of what describes, builds and runs things: infrastructure as code, package managers, shells and wrappers. */
import type { Readings } from "../../reading-form.ts";

const playbook =
  "-i,--inventory,--inventory-file= -e,--extra-vars= -l,--limit= -t,--tags= --skip-tags= -u,--user= -f,--forks= -v,--verbose -b,--become --become-user= --become-method= -k,--ask-pass -K,--ask-become-pass --ask-vault-pass,--ask-vault-password --vault-id= --vault-password-file,--vault-pass-file= --private-key,--key-file= -c,--connection= -T,--timeout= -M,--module-path= --list-hosts";
const terraform = "terraform,tofu";

export const toolReadings: Readings = {
  [terraform]: "-chdir=",
  [`${terraform} show`]: "-no-color -json FILE",
  [`${terraform} output`]: "-state= -no-color -json -raw NAME",
  [`${terraform} validate`]: "-json -no-color -no-tests -test-directory=",
  [`${terraform} version`]: "-json",
  [`${terraform} providers`]: "-test-directory=",
  [`${terraform} graph`]: "-plan= -draw-cycles -type= -module-depth=",
  [`${terraform} state list, state show`]: "-state= -id= ADDRESS...",
  [`${terraform} plan`]:
    "-destroy -refresh-only -refresh= -replace= -target= -var= -var-file= -compact-warnings -detailed-exitcode -input= -lock= -lock-timeout= -no-color -parallelism= -state= -json",

  ansible: `${playbook} -m,--module-name= -a,--args= -o,--one-line -C,--check -D,--diff --task-timeout= --playbook-dir= PATTERN`,
  "ansible-playbook,ansible-pull": `${playbook} --list-tags --list-tasks --syntax-check -C,--check -D,--diff --start-at-task= --flush-cache PLAYBOOK...`,
  "ansible-inventory":
    "-i,--inventory,--inventory-file= -e,--extra-vars= --list --graph --host= --vars --export --toml -y,--yaml -v,--verbose --vault-id= --vault-password-file,--vault-pass-file= --ask-vault-pass,--ask-vault-password --playbook-dir= GROUP",
  "ansible-doc":
    "-j,--json -l,--list -F,--list_files -s,--snippet -t,--type= -v,--verbose -M,--module-path= --playbook-dir= -r,--roles-path= NAME...",
  "ansible-config": "-v,--verbose",
  "ansible-galaxy list, search, info, collection list, role list, role info":
    "-v,--verbose -p,--collections-path= --roles-path= -s,--server= --format= NAME...",
  "ansible-vault view": "--vault-id= --vault-password-file,--vault-pass-file= --ask-vault-pass,--ask-vault-password -v,--verbose FILE...",

  "go version, env, list, doc": "-m -v -json -f= -u -deps -e -test -compiled -find -versions -all -src -short NAME...",
  "npm,yarn,pnpm": "-s,--silent -g,--global --prefix= -C= --loglevel= --registry= --json -w,--workspace= --workspaces",
  "npm,yarn,pnpm ls, list": "-a,--all --depth= -l,--long -p,--parseable --prod --production --omit= --include= --link -f,--force NAME...",
  "npm,yarn,pnpm view, info, why, explain, search, outdated, root, prefix": "--long NAME...",
  "npm,yarn,pnpm install, ci, publish, uninstall, update, pack":
    "--dry-run -D,--save-dev -E,--save-exact --access= --tag= --otp= --ignore-scripts NAME...",
  "cargo tree, metadata, search, info":
    "-p,--package= -i,--invert= -e,--edges= -d,--duplicates --depth= --format-version= --no-deps --limit= --features= --all-features --offline --locked --frozen --manifest-path= NAME...",
  "restic,borg":
    "-r,--repo= -p,--password-file= --cacert= --insecure-tls --no-lock --no-cache --json -q,--quiet -v,--verbose --limit-download= --progress --info --debug --bypass-lock",
  "restic,borg snapshots, ls, stats, list, info, check, diff, find, cat":
    "-H,--host= --tag= --path= -c,--compact -g,--group-by= --latest= -l,--long -R,--recursive --mode= --read-data --read-data-subset= --short --format= --last= --first= --sort-by= -a,--glob-archives= --archives-only --repository-only --verify-data NAME...",
  "pass,gopass show, ls, list, find, grep": "-o,--password -n,--noparsing -f,--flat -r,--regexp NAME...",
  "op read, whoami, item list, item get, vault list":
    "-n,--no-newline --vault= --fields= --format= --account= --reveal --categories= --tags= NAME...",
  gpg: "-k,--list-keys,--list-public-keys -K,--list-secret-keys --verify --fingerprint --list-packets --with-colons --with-fingerprint --with-subkey-fingerprint --with-keygrip --keyid-format= --homedir= --no-default-keyring --keyring= --batch --no-tty -q,--quiet -v,--verbose --status-fd= --trust-model= --show-keys --no-auto-key-locate --no-auto-key-retrieve NAME...",
  "ssh-keygen": "-l -L -F= -f= -E= -v",
  "ssh-add": "-l -L -E= -q",
  rsync:
    "-a,--archive -v,--verbose -r,--recursive -l,--links -p,--perms -t,--times -g,--group -o,--owner -D -z,--compress -h,--human-readable -P,--partial --progress --stats -c,--checksum -u,--update -H,--hard-links -A,--acls -X,--xattrs -S,--sparse -x,--one-file-system -i,--itemize-changes -n,--dry-run -R,--relative -d,--dirs -q,--quiet -m,--prune-empty-dirs -W,--whole-file -L,--copy-links -O,--omit-dir-times -4,--ipv4 -6,--ipv6 --exclude= --include= --exclude-from= --include-from= --files-from= -f,--filter= --delete --delete-after --delete-before --delete-during --delete-excluded --remove-source-files --existing --ignore-existing --size-only --list-only --numeric-ids --chmod= --chown= --inplace --timeout= --contimeout= --bwlimit= --port= --info= --max-size= --min-size= --password-file= --no-perms --no-owner --no-group --no-o --no-g --no-p --mkpath --safe-links --copy-unsafe-links PATH...",
  make: "",
};

/** Wrappers: the options that change nothing about what they run being judged by itself. */
export const wrapperReadings: Readings = {
  sudo: "-u,--user= -g,--group= -n,--non-interactive -E,--preserve-env? -H,--set-home -S,--stdin -i,--login -s,--shell -p,--prompt= -P,--preserve-groups -k,--reset-timestamp -h,--host= -C= -T= -l,--list -v,--validate -K,--remove-timestamp",
  doas: "-u= -n",
  pkexec: "--user=",
  gosu: "",
  su: "-,-l,--login -c,--command= -s,--shell= -m,-p,--preserve-environment -P,--pty",
  runuser: "-,-l,--login -c,--command= -s,--shell= -u,--user= -m,-p,--preserve-environment -P,--pty",
  env: "-i,--ignore-environment -0,--null -u,--unset= -C,--chdir= -v,--debug",
  command: "-p -v -V NAME...",
  builtin: "",
  exec: "-a= -c -l",
  busybox: "--list --list-full",
  nohup: "",
  setsid: "-c,--ctty -w,--wait",
  time: "-p,--portability -v,--verbose -f,--format= -q,--quiet",
  nice: "-# -n,--adjustment=",
  ionice: "-c,--class= -n,--classdata= -t,--ignore -p,--pid=",
  stdbuf: "-i,--input= -o,--output= -e,--error=",
  timeout: "-k,--kill-after= -s,--signal= --preserve-status --foreground -v,--verbose",
  chroot: "--groups= --userspec= --skip-chdir",
  nsenter:
    "-a,--all -t,--target= -m,--mount? -u,--uts? -i,--ipc? -n,--net? -p,--pid? -C,--cgroup? -U,--user? -T,--time? -S,--setuid= -G,--setgid= --preserve-credentials -r,--root? -w,--wd? -F,--no-fork",
  strace: "-f -e= -s= -p= -u= -t -tt -T -c -C -q -y -v -x -i -r",
  xargs:
    "-0,--null -a,--arg-file= -d,--delimiter= -E= -I= -i,--replace? -L= --max-lines? -l? -n,--max-args= -P,--max-procs= -r,--no-run-if-empty -s,--max-chars= -t,--verbose -x,--exit",
  watch:
    "-b,--beep -c,--color -d,--differences? -e,--errexit -g,--chgexit -n,--interval= -p,--precise -t,--no-title -w,--no-wrap -x,--exec",
  eval: "",
  "bash,sh,dash,ash,zsh,ksh": "-c -s -e -u -x -l -f -n -v -o= -p --login --norc --noprofile --posix --noediting",
  sshpass: "-p= -f= -d= -e -P= -v",
  ssh: "-4 -6 -A -a -b= -C -c= -e= -F= -i= -J= -K -k -l= -m= -N -n -o= -O= -p= -q -S= -T -t -v -X -x -Y -y -B= -G -V",
  "juju ssh": "-m,--model= --pty? --proxy? --no-host-key-checks --container= --debug",
  "juju exec": "-m,--model= -u,--unit= -a,--application= --machine= --all --timeout= --wait= --format= --operator --parallel --color --utc",
  "kubectl exec,oc exec,oc rsh,k8s kubectl exec,microk8s kubectl exec":
    "-c,--container= -i,--stdin? -t,--tty? -q,--quiet -n,--namespace= --context= --kubeconfig= --cluster= --as= -f,--filename= --pod-running-timeout= --request-timeout= -T",
  "docker exec,podman exec,docker compose exec": "-i,--interactive -t,--tty -T,--no-tty -u,--user= -w,--workdir= -e,--env= --privileged",
  "crictl exec": "-i,--interactive -t,--tty -s,--sync",
  "lxc exec,incus exec":
    "--cwd= --env= --user= --group= --mode= -t,--force-interactive -T,--force-noninteractive -n,--disable-stdin --project=",
  "multipass exec": "-d,--working-directory= -n,--no-map-working-directory",
  "ip netns exec": "-n= -netns= -4 -6",
};

/** Builtins. What they change ends with the shell; those that choose what runs are in `hazards.ts`. */
export const builtinReadings: Readings = {
  "echo,printf,true,false,:,test,[,pwd,cd,pushd,popd,dirs,set,shopt,shift,unset,export,declare,typeset,local,readonly,let,return,exit,break,continue,wait,jobs,fg,bg,disown,type,help,times,umask,getopts,unalias,caller,logout,ulimit,read,mapfile,readarray,alias":
    "*",
  hash: "-r -d -l -t NAME...",
  compgen: "-a -A= -b -c -d -e -f -g -j -k -o= -P= -s -S= -u -v -X= WORD",
  history: "-# NUMBER",
  fc: "-l -n -r FIRST LAST",
  enable: "-a -p -s",
  bind: "-l -p -P -q= -s -S -v -V",
  complete: "-p NAME...",
};
