/**
 * What makes a client that only reads do more: options that are known to run or write something, and variables that choose
 * which programs run.
 */
import { words } from "../client.ts";

export interface Hazards {
  /** Options whose value is a program, a script or a library: what then happens is not known. */
  readonly runs?: readonly string[];
  /** Options whose value is a file that is written. */
  readonly writes?: readonly string[];
  /** Options without a value that change something. */
  readonly changes?: readonly string[];
  /** Options of which only values with these keys are harmless: `ssh -o`, `git -c`. The case does not matter. */
  readonly keyed?: Readonly<Record<string, readonly string[]>>;
  /** Options of which only these values are harmless: `rsync -e ssh`. */
  readonly only?: Readonly<Record<string, readonly string[]>>;
  /** Options whose value does harm where it contains one of these: `curl -w '%output{f}'`. */
  readonly containing?: Readonly<Record<string, readonly string[]>>;
}

/** Options of which the value decides. */
export function optionsByValue({ keyed = {}, only = {}, containing = {} }: Hazards): string[] {
  return Object.keys({ ...keyed, ...only, ...containing });
}

const sshKeys = words(`
  addkeystoagent, addressfamily, batchmode, bindaddress, casignaturealgorithms, certificatefile, challengeresponseauthentication,
  checkhostip, ciphers, clearallforwardings, compression, connectionattempts, connecttimeout, controlmaster, controlpath,
  controlpersist, escapechar, exitonforwardfailure, forwardagent, forwardx11, globalknownhostsfile, gssapiauthentication,
  hostbasedauthentication, hostkeyalgorithms, hostkeyalias, hostname, identitiesonly, identityfile, kbdinteractiveauthentication,
  kexalgorithms, loglevel, macs, numberofpasswordprompts, passwordauthentication, port, preferredauthentications, proxyjump,
  pubkeyacceptedalgorithms, pubkeyacceptedkeytypes, pubkeyauthentication, requesttty, sendenv, serveralivecountmax,
  serveraliveinterval, stricthostkeychecking, tcpkeepalive, updatehostkeys, user, userknownhostsfile, visualhostkey
`);

const gitKeys = words(`
  advice.detachedhead, color.ui, color.diff, color.status, core.quotepath, core.abbrev, core.filemode, http.sslverify, log.date,
  log.decorate, log.showsignature, core.pager=cat, core.pager=, safe.directory, status.relativepaths, diff.renames, i18n.logoutputencoding
`);

const aptOptions: Hazards = { runs: ["-o", "--option", "-c", "--config-file"] };

/** By the name of the client, or by its name and verb. */
export const hazards: Readonly<Record<string, Hazards>> = {
  ssh: {
    runs: ["-I"],
    writes: ["-E"],
    keyed: { "-o": sshKeys, "-F": ["/dev/null", "none"], "-O": ["check"] },
  },
  git: {
    runs: words("--exec-path, --config-env, --upload-pack, --exec, --ext-diff, --textconv, --open-files-in-pager, --receive-pack, --pager"),
    writes: ["--output"],
    changes: ["--lost-found"],
    keyed: { "-c": gitKeys },
  },
  "git grep": { runs: ["-O"] },
  tar: {
    runs: words(
      "-I, --use-compress-program, --to-command, --checkpoint-action, --rsh-command, --rmt-command, -F, --info-script, --new-volume-script",
    ),
    writes: ["--index-file", "--volno-file", "-g", "--listed-incremental"],
    changes: ["--remove-files"],
  },
  sort: { runs: ["--compress-program"], writes: ["-o", "--output"] },
  curl: {
    runs: words("-K, --config, --engine, --proxy-engine, --expand-data, --expand-output, --expand-request, --expand-url, --variable"),
    writes: words(
      "-o, --output, -D, --dump-header, -c, --cookie-jar, --trace, --trace-ascii, --stderr, --etag-save, --hsts, --alt-svc, --libcurl, --output-dir, --ssl-sessions",
    ),
    changes: words(
      "-O, --remote-name, --remote-name-all, -J, --remote-header-name, -Q, --quote, --prequote, --postquote, -a, --append, --ftp-create-dirs, --mail-from, --mail-rcpt, --next, -:, --form-string, --telnet-option",
    ),
    containing: { "-w": ["output{", "@"], "--write-out": ["output{", "@"] },
  },
  wget: {
    runs: words("-e, --execute, --use-askpass, --config"),
    writes: words("-o, --output-file, -a, --append-output, --save-cookies, --warc-file, --hsts-file, --rejected-log"),
    changes: ["--body-data", "--body-file", "--save-headers-to"],
  },
  less: { runs: ["-k", "--lesskey-file", "--lesskey-src"], writes: ["-o", "-O", "--log-file", "--LOG-FILE"] },
  man: { runs: words("-P, --pager, -H, --html, -C, --config-file") },
  enable: { runs: ["-f"], changes: ["-n", "-d"] },
  hash: { runs: ["-p"] },
  compgen: { runs: ["-C", "-F", "-W"] },
  mapfile: { runs: ["-C"] },
  readarray: { runs: ["-C"] },
  declare: { runs: ["-n"] },
  typeset: { runs: ["-n"] },
  local: { runs: ["-n"] },
  history: { changes: ["-w", "-a", "-c"] },
  fc: { runs: ["-e", "-s"] },
  rg: { runs: ["--pre", "--hostname-bin"] },
  ack: { runs: ["--pager", "--output", "--ackrc"] },
  sdiff: { runs: ["--diff-program"], writes: ["-o", "--output"] },
  file: { changes: ["-C", "--compile"] },
  pv: { writes: ["-o", "--output", "-P", "--pidfile"] },
  awk: { runs: words("-l, --load, -E, --exec"), writes: words("-o, --pretty-print, -p, --profile, -d, --dump-variables") },
  gawk: { runs: words("-l, --load, -E, --exec"), writes: words("-o, --pretty-print, -p, --profile, -d, --dump-variables") },
  date: { writes: ["-s", "--set"] },
  env: { runs: ["-S", "--split-string"] },
  sudo: { runs: ["-A", "--askpass"] },
  strace: { runs: ["-E"], writes: ["-o", "--output"] },
  time: { writes: ["-o", "--output"] },
  bash: { runs: ["--rcfile", "--init-file"] },
  dmesg: { changes: words("-D, --console-off, -E, --console-on, -C, --clear, -c, --read-clear"), writes: ["-n", "--console-level"] },
  journalctl: {
    writes: ["--cursor-file"],
    changes: words("--relinquish-var, --smart-relinquish-var, --sync, --rotate, --vacuum-size, --vacuum-time, --vacuum-files, --flush"),
  },
  hostname: { writes: ["-F", "--file"], changes: ["-b", "--boot"] },
  sysctl: { changes: words("-w, --write, -p, -f, --load, --system") },
  ip: { runs: ["-b", "-batch"] },
  arp: { changes: ["-d", "-s", "-f"] },
  route: { changes: ["-f"] },
  sar: { writes: ["-o"] },
  sensors: { changes: ["-s", "--set"] },
  dmidecode: { writes: ["--dump-bin"] },
  iptables: { changes: words("-Z, --zero, -F, --flush, -X, -A, -D, -I, -R, -N, -P, -E") },
  ip6tables: { changes: words("-Z, --zero, -F, --flush, -X, -A, -D, -I, -R, -N, -P, -E") },
  mount: { changes: words("-a, --all, -o, --bind, --move, -B, -M") },
  crontab: { changes: ["-r", "-e"] },
  apt: aptOptions,
  "apt-get": aptOptions,
  "apt-cache": aptOptions,
  "apt-config": aptOptions,
  rsync: {
    runs: ["--rsync-path"],
    writes: ["--log-file", "--write-batch", "--only-write-batch"],
    only: { "-e": ["ssh"], "--rsh": ["ssh"] },
  },
  openssl: {
    runs: words("-engine, -provider, -provider-path, -config"),
    writes: words("-out, -keyout, -writerand, -sess_out, -keylogfile, -msgfile, -CAserial"),
    changes: ["-CAcreateserial"],
  },
  "openssl req": { changes: ["-new", "-newkey", "-x509"] },
  ss: { writes: ["-D", "--diag"] },
  tcpdump: { runs: ["-z"], writes: ["-w"] },
  nc: { runs: words("-e, -c, --exec, --sh-exec, --lua-exec") },
  ncat: { runs: words("-e, -c, --exec, --sh-exec, --lua-exec"), writes: ["-o", "--output", "-x", "--hex-dump"] },
  netcat: { runs: ["-e", "-c"] },
  xmllint: { writes: ["-o", "--output"], changes: ["--shell"] },
  jsonlint: { changes: ["-i", "--in-place"] },
  // A template is computed here: `{{ lookup("pipe", "...") }}`.
  ansible: { containing: { "-a": ["{{"], "--args": ["{{"], "-e": ["{{", "@"], "--extra-vars": ["{{", "@"] } },
  virsh: { containing: { "-c": ["command=", "netcat="], "--connect": ["command=", "netcat="] } },
  smartctl: { containing: { "-l": [","], "--log": [","] } },
};

/** Variables that choose what programs run, or what is run in front of them. `_` behind a name: all that begin so. */
export const programVariables: readonly string[] = words(`
  PATH, LD_, DYLD_, BASH_ENV, BASH_FUNC_, BASH_LOADABLES_PATH, BASHOPTS, SHELLOPTS, PS4, PROMPT_COMMAND, GIT_, PAGER, MANPAGER, EDITOR,
  VISUAL, BROWSER, LESSOPEN, LESSCLOSE, SSH_ASKPASS, SUDO_ASKPASS, RSYNC_RSH, CVS_RSH, TAR_OPTIONS, PYTHONPATH, PYTHONSTARTUP, PYTHONHOME,
  PYTHONINSPECT, PYTHONUSERBASE, NODE_OPTIONS, NODE_PATH, PERL5OPT, PERL5LIB, PERL5DB, PERLLIB, RUBYOPT, RUBYLIB, JAVA_TOOL_OPTIONS,
  _JAVA_OPTIONS, JDK_JAVA_OPTIONS, OPENSSL_CONF, OPENSSL_MODULES, OPENSSL_ENGINES, CURL_HOME, WGETRC, AWKPATH, AWKLIBPATH, PSQLRC, GCONV_PATH,
  LESS, LESSKEY, LESSKEYIN, LESSKEY_CONTENT, LESSEDIT, SYSTEMD_LESS, MANOPT, RIPGREP_CONFIG_PATH, ACKRC, ACK_OPTIONS, FCEDIT, INPUTRC,
  PYTHONWARNINGS, PYTHONBREAKPOINT, PYTHONPLATLIBDIR, PYTHONEXECUTABLE, PYTHONPYCACHEPREFIX, CLASSPATH, LUA_INIT, LIBMYSQL_PLUGINS, PSQL_PAGER,
  PSQL_EDITOR, DOCKER_CONFIG, CONTAINERS_CONF, HELM_PLUGINS, KUBERC, TF_CLI_ARGS, TF_CLI_CONFIG_FILE, TF_REATTACH_PROVIDERS, AWS_CONFIG_FILE,
  CLOUDSDK_, AZURE_EXTENSION_DIR, CEPH_ARGS, SSH_SK_PROVIDER, SSH_SK_HELPER, SSH_PKCS11_HELPER, RSYNC_CONNECT_PROG, SUDO_EDITOR, SSLKEYLOGFILE,
  VIRSH_DEFAULT_CONNECT_URI, ETCDCTL_WATCH_, LIBVIRT_DEFAULT_URI, KUBE_EDITOR, KUBECTL_EXTERNAL_DIFF, SYSTEMD_PAGER, SYSTEMD_EDITOR, ANSIBLE_, ZDOTDIR, GLIBC_TUNABLES, HOME, XDG_CONFIG_HOME, SHELL
`);

/** The same, where they get into the environment: as names of a block's own they are common and mean nothing. */
export const exportedVariables: readonly string[] = ["ENV"];

export const harmlessVariables: readonly string[] = words(
  "GIT_TERMINAL_PROMPT, GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL, GIT_AUTHOR_DATE, GIT_COMMITTER_NAME, GIT_COMMITTER_EMAIL, GIT_COMMITTER_DATE, GIT_OPTIONAL_LOCKS, ANSIBLE_NOCOLOR, ANSIBLE_FORCE_COLOR, ANSIBLE_HOST_KEY_CHECKING",
);
