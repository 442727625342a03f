/** What may start in a rehearsal, and what may not: every hostile block is refused before bash is started. */
import { describe, expect, test } from "vitest";
import { judgeBlock, type GuardContext } from "../../rehearsal/guard/index.ts";
import { filterNames } from "../../rehearsal/guard/filters.ts";

const context: GuardContext = {
  clients: new Set(["juju", "openstack", "git", "bash", "curl", "date", "sleep"]),
  filters: new Set(filterNames),
  home: "/made/home",
  workingFolder: "/made/home/checkout",
  sourceable: new Map([["/made/home/admin-openrc", "export OS_AUTH_URL=http://10.12.12.50:5000/v3\n"]]),
  environment: { HOME: "/made/home", PATH: "/made/bin", RB_app: "key stone", RB_date: "2026-07-05", RB_pre: "20260705T010000Z" },
};
const judge = (script: string, session: string | null = null): string | null => judgeBlock({ script, session }, context);

const allowed: readonly (readonly [what: string, script: string])[] = [
  ["a client in a pipe", `juju status --format=json | jq -r '.machines | to_entries[]' | sort | uniq -c`],
  ["a value in quotes", `juju refresh -m openstack "\${RB_app}"`],
  ["process substitutions", `diff <(sort asbuilt/"\${RB_pre}"/b.yaml) <(sort asbuilt/x/b.yaml) | grep -E '^[<>]' | sort`],
  ["a script of the site", "bash scripts/cloud-assert.sh --capture"],
  ["a file of the made HOME", `juju controllers --format=json > ~/openstack-baseline/controller-pre-"\${RB_date}".json`],
  ["a name with the made date", "juju status > ~/openstack-baseline/$(date -u +%Y%m%d).txt"],
  ["nothing to read", "openstack token issue </dev/null 2>&1 >/dev/null"],
  ["loops and tests", `for i in 1 2 3; do [[ $i -gt 2 ]] && break; if juju version; then sleep 1; fi; done; (( i > 1 )) || exit 1`],
  ["functions of its own", `check() { juju version; }; check`],
  ["a heredoc", "cat <<EOF\n$(juju version)\nEOF"],
  [
    "filters that only read",
    `ls -1 asbuilt | sort | sed -n '$p'; awk '!/^[-+] +revision: [0-9]+$/' f; awk -F: '{ if ($1 > 2) print $1, ($2 > 3) }' f`,
  ],
  ["sed that edits its stream", `sed -E 's/^(a|b)[0-9]+/X/g; /^$/d; 1,3p' f`],
  ["folders of its own", `mkdir -p ~/openstack-baseline/x && echo hi | tee -a ~/openstack-baseline/x/y`],
  ["xargs of a client", `juju status | xargs -r -n 1 juju refresh`],
  ["a time limit", "timeout 30 juju status"],
  ["sourcing in the checkout", "cd ~/checkout && source ~/admin-openrc && openstack token issue"],
  ["a trap", `trap 'juju version' EXIT; juju status`],
];

const refused: readonly (readonly [what: string, script: string, reason: string])[] = [
  ["an unknown program", "rm-everything", "neither a client"],
  ["a real network client", "ssh host uptime", "neither a client"],
  ["a program by path", "/bin/rm -rf x", "by its path"],
  ["a relative path", "./deploy", "by its path"],
  ["a path in quotes", `"/bin/"rm x`, "by its path"],
  ["an escaped name", "\\python3 -c 1", "neither a client"],
  ["a computed name", "$CMD status", "computed"],
  ["a computed name from a value", `"\${RB_app}" status`, "computed"],
  ["a name from a command", "$(echo rm) x", "computed"],
  ["command -p", "command -p rm x", "outside the made PATH"],
  ["command with a program", "command python3", "neither a client"],
  ["builtin eval", "builtin eval juju", "not allowed"],
  ["eval", `eval "juju status"`, "not allowed"],
  ["exec with a command", "exec juju status", "replace"],
  ["bash -c", `bash -c 'rm x'`, "nobody has read"],
  ["bash from stdin", "echo rm | bash", "nobody has read"],
  ["a source of unknown text", "source ~/other", "may source"],
  ["a source that was just written", "echo rm > ~/x; source ~/admin-openrc", "written before"],
  ["writing what is sourced", "echo rm >> ~/admin-openrc", "blocks source"],
  ["replacing what is sourced", "mv ~/admin-openrc ~", "blocks source"],
  ["another PATH", "PATH=/bin juju", "must keep"],
  ["another PATH for all", "export PATH=/bin:$PATH", "must keep"],
  ["BASH_ENV", "BASH_ENV=~/x juju status", "must keep"],
  ["LD_PRELOAD", "LD_PRELOAD=./x.so juju status", "must keep"],
  ["NODE_OPTIONS", "NODE_OPTIONS=--require=./x.js juju status", "must keep"],
  ["another value", "read RB_date; juju status > $RB_date", "must keep"],
  ["a value by printf", "printf -v RB_date /etc/passwd", "must keep"],
  ["a value by a loop", "for HOME in /; do cd; done", "must keep"],
  ["a value by arithmetic", "(( RB_date = 1 ))", "must keep"],
  ["a value by an expansion", ": ${RB_date:=/etc}", "must keep"],
  ["a descriptor named PATH", "exec {PATH}>x", "must keep"],
  ["a name reference", "declare -n x=RB_date", "name reference"],
  ["a TCP connection", "exec 3<>/dev/tcp/10.0.0.1/22", "network"],
  ["a UDP datagram", "echo x > /dev/udp/10.0.0.1/53", "network"],
  ["a computed redirection", "juju status > $FILE", "computed"],
  ["a file outside", "juju status > /etc/motd", "outside"],
  ["a file by climbing", "juju status > ../../x", "outside"],
  ["a file in a root of the same beginning", "juju status > /made/homework/x", "outside"],
  ["reading outside", "jq . < /etc/hosts", "outside"],
  ["leaving the HOME", "cd /; rm -rf made", "leaves the made HOME"],
  ["removing outside", "rm -rf /", "outside"],
  ["removing what is computed", "rm -rf $X", "computed"],
  ["a link to elsewhere", "ln -s / x", "neither a client"],
  ["tee outside", "juju status | tee /etc/motd", "outside"],
  ["sed in place", "sed -i s/a/b/ f", "not judged"],
  ["sed that writes", "sed 's/a/b/w /etc/motd' f", "write files"],
  ["sed that starts", "sed '1e rm x' f", "not known"],
  ["sed that starts after a bracket", "sed 's/[/]/x/e' f", "cannot be read"],
  ["sed from a file", "sed -f script f", "not judged"],
  ["awk system", `awk 'BEGIN { system("rm x") }'`, "reaches outside"],
  ["awk to a pipe", `awk '{ print | "sh" }' f`, "starts or loads"],
  ["awk to a file", `awk '{ print $1 > "/etc/motd" }' f`, "write a file"],
  ["awk behind a regex", `awk '/a/ { x = 1 / 2; print x >> "f" }' f`, "write a file"],
  ["awk from a file", "awk -f prog f", "not judged"],
  ["a computed awk program", `awk "$PROGRAM" f`, "computed"],
  ["sort to a file", "sort -uo /etc/motd f", "write a file"],
  ["sort with a program", "sort --compress-program=./x f", "start a program"],
  ["uniq to a file", "uniq a /etc/motd", "second operand"],
  ["find -exec", "find . -exec rm {} ;", "acts on files"],
  ["find -delete", "find . -delete", "acts on files"],
  ["xargs rm", "ls | xargs rm", "would start"],
  ["xargs of a shell", "ls | xargs -n1 bash", "would start"],
  ["a program behind timeout", "timeout 5 python3 -c 1", "neither a client"],
  ["a command in quotes", `juju status "$(/bin/rm x)"`, "by its path"],
  ["a command in backticks", "juju status `rm-all x`", "neither a client"],
  ["a command in a heredoc", "cat <<EOF\n$(python3 -c 1)\nEOF", "neither a client"],
  ["a command in arithmetic", "echo $(( $(python3) + 1 ))", "neither a client"],
  ["a command in a process substitution", "diff <(juju status) <(python3)", "neither a client"],
  ["a command in a test", "[[ -n $(python3) ]]", "neither a client"],
  ["a command in a subscript", "unset 'a[$(python3)]'", "command substitution"],
  ["a command in a literal of a test", "[[ 'a[$(python3)]' -eq 1 ]]", "command substitution"],
  ["a command in a literal that is assigned", "x='a[$(python3)]'; (( x ))", "command substitution"],
  ["a command in a prompt", "PS4='$(python3)'; set -x; juju version", "must keep"],
  ["a value run as a prompt", "x=1; echo ${x@P}", "run what the value holds"],
  ["a trap", "trap 'python3' EXIT", "neither a client"],
  ["a computed trap", `trap "$X" EXIT`, "computed"],
  ["an alias", "shopt -s expand_aliases; juju version", "aliases"],
  ["a loadable builtin", "enable -f ./x.so x", "not allowed"],
  ["a renamed command", "hash -p /bin/rm juju; juju x", "not allowed"],
  ["a signal", "kill -9 1", "not allowed"],
  ["a callback", "mapfile -C python3 -c 1 x < f", "runs text"],
  ["a command in a function", "f() { python3; }; f", "neither a client"],
  ["a coprocess", "coproc python3", "neither a client"],
  ["a background job", "python3 &", "neither a client"],
  ["an unquoted value that would split", "rm ${RB_app}", "computed"],
  ["text that cannot be parsed", "juju status ' ", "differently than it looks"],
];

describe("the guard", () => {
  test.each(allowed)("lets pass: %s", (_what, script) => {
    expect(judge(script)).toBeNull();
  });
  test.each(refused)("refuses %s", (_what, script, reason) => {
    expect(judge(script)).toContain(reason);
  });

  test("reads the session as well", () => {
    expect(judge("juju version", "cd ~/checkout && source ~/admin-openrc")).toBeNull();
    expect(judge("juju version", "python3 x")).toContain("neither a client");
  });

  test("reads the text that is sourced", () => {
    const poisoned: GuardContext = { ...context, sourceable: new Map([["/made/home/admin-openrc", "python3 x\n"]]) };
    expect(judgeBlock({ script: "source ~/admin-openrc", session: null }, poisoned)).toContain("neither a client");
  });
});
