/** Every row of the table "Values in shell text", as written there. */
import { describe, expect, test } from "vitest";
import { spawnSync } from "node:child_process";
import { resolveScript } from "../helpers/shell-block.ts";

const unresolved = "resolve/unresolved-placeholder";

interface Row {
  readonly row: number;
  readonly source: string;
  /** `null`: refused. */
  readonly rewritten: string | null;
  readonly findings?: readonly string[];
}

const same = (row: number, source: string, findings: readonly string[] = []): Row => ({ row, source, rewritten: source, findings });
const refused = (row: number, source: string, code: string): Row => ({ row, source, rewritten: null, findings: [`error ${code}`] });

const rows: readonly Row[] = [
  { row: 1, source: "juju refresh <app>", rewritten: 'juju refresh "${RB_app}"' },
  { row: 2, source: "cp f asbuilt/<ts>/b.yaml", rewritten: 'cp f asbuilt/"${RB_ts}"/b.yaml' },
  { row: 3, source: "x --filename ~/b-<target>-$(date -u +%Y).tgz", rewritten: 'x --filename ~/b-"${RB_target}"-$(date -u +%Y).tgz' },
  { row: 4, source: 'x "pre <old> to <target>"', rewritten: 'x "pre ${RB_old} to ${RB_target}"' },
  same(5, 'x "rev <rvv>"', [`warning ${unresolved}`]),
  { row: 6, source: "x --opt=<app> -m<app>", rewritten: 'x --opt="${RB_app}" -m"${RB_app}"' },
  { row: 7, source: "APP=<app> run <host>:/x", rewritten: 'APP="${RB_app}" run "${RB_host}":/x' },
  { row: 8, source: "A=(<app> x-<rev>)", rewritten: 'A=("${RB_app}" x-"${RB_rev}")' },
  refused(9, "a[<k>]=1", "resolve/value-in-subscript"),
  refused(9, "x ${a[<n>]}", "resolve/value-in-subscript"),
  refused(9, "x ${s:<n>:1}", "resolve/value-in-subscript"),
  refused(9, 'x "${a[<n>]}"', "resolve/value-in-subscript"),
  refused(9, "a=([<k>]=v)", "resolve/value-in-subscript"),
  refused(9, "[[ -v <app> ]]", "resolve/value-in-subscript"),
  { row: 10, source: 'x "$(juju show <app>)"', rewritten: 'x "$(juju show "${RB_app}")"' },
  { row: 11, source: 'x $(juju show "<app>")', rewritten: 'x $(juju show "${RB_app}")' },
  { row: 12, source: "diff <(sort asbuilt/<ts>/b) <(sort <file>)", rewritten: 'diff <(sort asbuilt/"${RB_ts}"/b) <(sort "${RB_file}")' },
  same(13, "cmd <in"),
  same(13, "cmd < in > out"),
  same(13, "cmd <in >out"),
  { row: 14, source: "cmd <in>out", rewritten: 'cmd "${RB_in}"out', findings: ["info resolve/value-or-redirection"] },
  refused(15, "cmd <input>out", unresolved),
  same(16, "cmd </dev/null"),
  same(16, "cmd 2>&1 >log"),
  same(16, "exec 3<&-"),
  { row: 17, source: 'cmd <"<file>"', rewritten: 'cmd <"${RB_file}"' },
  { row: 17, source: "cmd < <file> > <in>", rewritten: 'cmd < "${RB_file}" > "${RB_in}"' },
  refused(17, "cmd 2>&<n>", "resolve/value-or-descriptor"),
  { row: 18, source: "exec 3<>/dev/tcp/<host>/22", rewritten: 'exec 3<>/dev/tcp/"${RB_host}"/22' },
  refused(18, "cat <><file>", "resolve/value-touches-operator"),
  refused(19, "x 3<app>y", "resolve/value-or-descriptor"),
  { row: 20, source: "x v3<rev>", rewritten: 'x v3"${RB_rev}"' },
  refused(21, "echo <app>|jq", "resolve/value-touches-operator"),
  refused(21, "echo <app>>log", "resolve/value-touches-operator"),
  refused(21, "echo <app>&", "resolve/value-touches-operator"),
  refused(21, "echo <in>&2", "resolve/value-touches-operator"),
  refused(21, "echo <app>&&true", "resolve/value-touches-operator"),
  refused(21, "echo <app><file", "resolve/value-touches-operator"),
  { row: 22, source: "echo <app> | jq", rewritten: 'echo "${RB_app}" | jq' },
  { row: 22, source: "echo <app> >>log", rewritten: 'echo "${RB_app}" >>log' },
  { row: 22, source: "echo <app>;", rewritten: 'echo "${RB_app}";' },
  { row: 22, source: "(echo <app>)", rewritten: '(echo "${RB_app}")' },
  same(23, "cat <<<word"),
  { row: 23, source: "cat <<< <app>", rewritten: 'cat <<< "${RB_app}"' },
  refused(23, "cat <<<<app>", "resolve/value-touches-operator"),
  {
    row: 24,
    source: "cat <<EOF\na <app> <other>\nEOF",
    rewritten: "cat <<EOF\na ${RB_app} <other>\nEOF",
    findings: [`warning ${unresolved}`],
  },
  { row: 25, source: "cat <<-EOF\n\t<target>\n\tEOF", rewritten: "cat <<-EOF\n\t${RB_target}\n\tEOF" },
  refused(26, "cat <<'EOF'\n<app>\nEOF", "resolve/value-in-quoted-heredoc"),
  refused(26, "cat <<\\EOF\n<n>\nEOF", "resolve/value-in-quoted-heredoc"),
  refused(27, "bash -s <<EOF\nx <app>\nEOF", "resolve/value-in-program"),
  refused(27, "ssh h bash <<EOF\nx <app>\nEOF", "resolve/value-in-program"),
  refused(27, "ssh h <<EOF\nx <app>\nEOF", "resolve/value-in-program"),
  refused(27, "cat <<EOF | sudo bash\nx <app>\nEOF", "resolve/value-in-program"),
  refused(27, 'echo "x <app>" | ssh h sh', "resolve/value-in-program"),
  refused(27, 'bash <<< "x <app>"', "resolve/value-in-program"),
  refused(27, "python3 - <<EOF\nprint('<app>')\nEOF", "resolve/value-in-program"),
  refused(27, "source <(echo <app>)", "resolve/value-in-program"),
  { row: 27, source: "ssh h bash <<EOF\nx <host>\nEOF", rewritten: "ssh h bash <<EOF\nx ${RB_host}\nEOF" },
  ...[
    "printf '%s\\n' <app> | xargs -I{} sh -c 'echo {}'",
    "printf '%s\\n' <app> | sudo xargs -n 1 ssh h",
    "echo <app> | xargs bash -c",
    "xargs -I{} python3 -c 'print({})' <<< <app>",
    "echo <app> | parallel",
    "echo <app> | at now",
    "echo <app> | crontab -",
    "echo <app> | psql",
    "echo <app> | sudo mysql db",
    "echo <app> | python3 -",
    "echo <app> | tee f | sudo bash",
    "echo <app> | docker run -i img sh",
    "echo <app> | tee >(bash)",
    "echo <app> > >(bash)",
    "{ echo <app>; } | ssh h sh",
    "sudo bash < <(echo <app>)",
    "sudo bash <(echo <app>)",
    'bash -c "$(echo <app>)"',
    'sudo busybox ash -c "ls <app>"',
    'sshpass -p x ssh h "ls <app>"',
    'frob ssh h "ls <app>"',
    'frob -x 3 bash -ec "ls <app>"',
    "frob -x 3 python3 -c \"print('<app>')\"",
    ...["setsid", "chroot /x", "nsenter -t 1 -m", "unshare -n", "doas -u x", "flock /x", "docker exec c", "podman exec -u x c"].map(
      (wrapper) => `${wrapper} sh -c "ls <app>"`,
    ),
    ...[
      "kubectl exec p --",
      "lxc exec c --",
      "systemd-run --wait",
      "time",
      "stdbuf -oL",
      "ionice -c 3",
      "taskset 1",
      "runuser -u x --",
    ].map((wrapper) => `${wrapper} sh -c "ls <app>"`),
    'docker run --rm img sh -c "ls <app>"',
    'su - x -c "ls <app>"',
    'su --command="ls <app>" x',
    'flock /x -c "ls <app>"',
    'script -qc "ls <app>" f',
    'parallel "ls <app>" ::: a',
    'ansible all -m shell -a "ls <app>"',
    "sqlite3 f.db \"select '<app>'\"",
    'find . -exec sh -c "echo <app>" \\;',
  ].map((source) => refused(27, source, "resolve/value-in-program")),
  ...[
    ...["make X=<app>", 'make "X=<app>"', "make <app>", 'make --eval "x: ; <app>"', "X=<app> make"],
    ...['tar -tf x -I "<app>"', "tar --use-compress-program=<app> -tf x", 'tar --to-command "<app>" -xf x'],
    ...["tar --checkpoint-action=exec=<app> -cf x y", "sort --compress-program=<app> f", "zip -TT <app> x y", "man -P <app> ls"],
    ...["git -c core.pager=<app> log", "git -c <app> log", "git config alias.x <app>", 'git rebase --exec "<app>"'],
    ...['git submodule foreach "echo <app>"', 'git filter-branch --tree-filter "rm <app>"', "git grep -O<app> x"],
    ...['ssh -o "ProxyCommand=<app>" h', "ssh -oProxyCommand=<app> h ls", 'ssh -o ProxyCommand="nc <app> %p" h', "scp -S <app> a b"],
    ...['rsync -e "ssh -l <app>" a b', 'rsync --rsync-path="sudo rsync <app>" a b', 'less "+<app>" f', 'strace -o "|<app>" ls'],
    ...["env <app>=1 ls", "sudo <app>=1 ls", "docker run --entrypoint <app> x", "enable -f <app> x", "hash -p <app> x"],
    ...['fish -c "ls <app>"', 'dc -e "<app>"', 'bc <<< "<app>"', 'pwsh -Command "<app>"', "m4 -D x=<app>", "declare -n x=<app>"],
  ].map((source) => refused(27, source, "resolve/value-in-program")),
  { row: 27, source: "ssh -o User=<app> h", rewritten: 'ssh -o User="${RB_app}" h' },
  { row: 27, source: "git switch -c <app>", rewritten: 'git switch -c "${RB_app}"' },
  { row: 27, source: 'git commit -m "<app>"', rewritten: 'git commit -m "${RB_app}"' },
  { row: 27, source: "env X=<app> ls", rewritten: 'env X="${RB_app}" ls' },
  { row: 27, source: 'rsync -e "ssh -p <n>" a b', rewritten: 'rsync -e "ssh -p ${RB_n}" a b' },
  ...['printf "<app>"', "printf -- <app>", 'printf -v x "<app>"', "printf -v <app> x"].map((source) =>
    refused(27, source, "resolve/value-in-program"),
  ),
  { row: 27, source: "printf '%s' <app>", rewritten: "printf '%s' \"${RB_app}\"" },
  // A variable carries the value to where it is evaluated.
  ...[
    ...[
      'x=<app>; sh -c "$x"',
      'x=<app>; eval "$x"',
      "x=<app>; $x y",
      'x=<app>; bash <<< "$x"',
      'x=<app>; ssh h "ls $x"',
      "export x=<app>; eval $x",
    ],
    ...[
      'while read x; do sh -c "$x"; done <<< <app>',
      'while read x; do sh -c "$x"; done < <(echo <app>)',
      'echo <app> | while read -r x; do eval "$x"; done',
    ],
    ...[
      "x=<app>; [[ $x -eq 1 ]]",
      "x=<app>; (( x > 1 ))",
      "x=<app>; echo $((x))",
      'x=<app>; let "y=x"',
      "x=<app>; a[$x]=1",
      "x=<app>; echo ${s:$x}",
    ],
    ...[
      'x=<app>; declare "$x=1"',
      'x=<app>; unset "$x"',
      'x=<app>; printf -v "$x" y',
      'x=<app>; test -v "$x"',
      'x=<app>; read "$x"',
      "x=<app>; echo ${!x}",
    ],
    ...['for a in <app> b; do eval "$a"; done', 'x=<app>; sed "s/$x/y/" f', 'x=<app>; echo "$x" | bash', "x=<app>; [[ -v $x ]]"],
  ].map((source) => refused(27, source, "resolve/value-in-program")),
  { row: 27, source: "x=<n>; echo $((x))", rewritten: 'x="${RB_n}"; echo $((x))' },
  { row: 27, source: 'x=<app>; grep "$x" f; y=1; echo $((y))', rewritten: 'x="${RB_app}"; grep "$x" f; y=1; echo $((y))' },
  { row: 27, source: 'x=<app>; bash -c \'ls "$1"\' _ "$x"', rewritten: 'x="${RB_app}"; bash -c \'ls "$1"\' _ "$x"' },
  { row: 27, source: "busybox sh -c 'ls \"$1\"' _ <app>", rewritten: 'busybox sh -c \'ls "$1"\' _ "${RB_app}"' },
  { row: 27, source: "echo <app> | xargs -n 1 grep x", rewritten: 'echo "${RB_app}" | xargs -n 1 grep x' },
  refused(27, 'busybox sh -c "<app>"', "resolve/value-as-command"),
  { row: 27, source: "echo bash -c <app>", rewritten: 'echo bash -c "${RB_app}"' },
  { row: 27, source: "systemctl status ssh <app>", rewritten: 'systemctl status ssh "${RB_app}"' },
  { row: 28, source: "jq '.x[\"<rev>\"]'", rewritten: "jq '.x[\"'\"${RB_rev}\"'\"]'" },
  refused(29, "jq '.x[\"<app>\"]'", "resolve/value-in-program"),
  refused(29, 'jq -r --arg b c ".x[\\"<app>\\"]" f', "resolve/value-in-program"),
  refused(29, 'awk "/<app>/" f', "resolve/value-in-program"),
  refused(29, 'sed -e "s/x/<app>/" f', "resolve/value-in-program"),
  refused(29, "python3 -c \"print('<app>')\"", "resolve/value-in-program"),
  refused(29, "psql -c \"select '<app>'\"", "resolve/value-in-program"),
  refused(29, "echo '<app>'", "resolve/value-in-single-quotes"),
  { row: 29, source: "jq --arg a <app> '.[$a]' <file>", rewritten: 'jq --arg a "${RB_app}" \'.[$a]\' "${RB_file}"' },
  same(30, "jq 'capture(\"-(?<app>[0-9]+)$\").app'"),
  same(30, "grep -P '(?P<app>x)'"),
  same(31, "grep -v '<none>'"),
  same(31, "grep '<title>'", [`warning ${unresolved}`]),
  same(31, "grep '<lit>'"),
  same(32, "grep '\\<app\\>'"),
  same(32, "echo \\<app\\>"),
  same(32, 'x "\\<app>"'),
  same(33, "# restart <app> by hand"),
  same(33, "ls # <app>"),
  same(33, "A=(a # <nothing>\n)"),
  same(33, "for a in b # <nothing>\ndo x; done"),
  { row: 34, source: "echo a#<app>", rewritten: 'echo a#"${RB_app}"' },
  refused(35, "x $((<n> + 1))", "resolve/value-in-arithmetic"),
  refused(35, "(( <n> > 3 ))", "resolve/value-in-arithmetic"),
  refused(35, "x $((a <n> c))", "resolve/value-in-arithmetic"),
  refused(35, "for ((i=<n>; i; )); do x; done", "resolve/value-in-arithmetic"),
  refused(35, 'let "x=<app>"', "resolve/value-in-program"),
  refused(35, "declare -i x=<app>", "resolve/value-in-program"),
  { row: 36, source: "[[ $x =~ ^<app>$ ]]", rewritten: '[[ $x =~ ^"${RB_app}"$ ]]' },
  { row: 37, source: "[[ $x == <app>* ]]", rewritten: '[[ $x == "${RB_app}"* ]]' },
  { row: 37, source: "case $x in <app>) x;; esac", rewritten: 'case $x in "${RB_app}") x;; esac' },
  { row: 37, source: "case $x in a|<app>|b) x;; esac", rewritten: 'case $x in a|"${RB_app}"|b) x;; esac' },
  { row: 38, source: "[[ $x -gt <n> ]]", rewritten: '[[ $x -gt "${RB_n}" ]]' },
  refused(38, "[[ $x -gt <app> ]]", "resolve/value-in-arithmetic"),
  refused(38, '[[ "<app>" -eq 1 ]]', "resolve/value-in-arithmetic"),
  { row: 38, source: "[ $x -gt <app> ]", rewritten: '[ $x -gt "${RB_app}" ]' },
  refused(38, "[ -v <app> ]", "resolve/value-in-program"),
  { row: 39, source: "for a in <app> <ts>; do x; done", rewritten: 'for a in "${RB_app}" "${RB_ts}"; do x; done' },
  refused(40, "<app> --version", "resolve/value-as-command"),
  refused(40, "FOO=1 <app> x", "resolve/value-as-command"),
  refused(40, "eval <app>", "resolve/value-as-command"),
  refused(40, 'eval "x <app>"', "resolve/value-in-program"),
  refused(40, 'sudo -u root "<app>" x', "resolve/value-as-command"),
  refused(40, "x | xargs <host>", "resolve/value-as-command"),
  refused(40, "bin/<app> x", "resolve/value-as-command"),
  refused(40, "bash -c <n>", "resolve/value-as-command"),
  refused(40, "<app>=1", "resolve/value-as-name"),
  refused(40, "for <app> in a; do x; done", "resolve/value-as-name"),
  refused(40, "unset <app>", "resolve/value-in-program"),
  refused(40, 'trap "x <app>" EXIT', "resolve/value-in-program"),
  refused(41, "ls ~<app>/x", "resolve/value-in-tilde"),
  refused(41, "P=a:~<app>", "resolve/value-in-tilde"),
  { row: 41, source: "ls ~/<app>/x", rewritten: 'ls ~/"${RB_app}"/x' },
  { row: 41, source: "git show HEAD~<n>", rewritten: 'git show HEAD~"${RB_n}"' },
  refused(42, "x {1..<n>}", "resolve/value-in-brace-sequence"),
  refused(42, "x {a,{<n>..3}}", "resolve/value-in-brace-sequence"),
  { row: 42, source: "x {a,<app>}", rewritten: 'x {a,"${RB_app}"}' },
  { row: 42, source: "x {{1..3},<app>}", rewritten: 'x {{1..3},"${RB_app}"}' },
  refused(43, "x ${x:-<app>}", "resolve/value-in-expansion"),
  refused(43, 'x "${s#<app>}"', "resolve/value-in-expansion"),
  refused(43, "x ${s/<app>/}", "resolve/value-in-expansion"),
  refused(43, "x `date <app>`", "resolve/value-in-backticks"),
  refused(43, "x $'a<app>'", "resolve/value-in-ansi-c-quotes"),
  refused(43, "x $<app>", "resolve/value-in-expansion"),
  { row: 43, source: "x ${x:-$(y <app>)} $x<app>", rewritten: 'x ${x:-$(y "${RB_app}")} $x"${RB_app}"' },
  same(43, 'x "${x:-<none>}"'),
  refused(44, "ssh <host> 'k8s status <app>'", "resolve/value-in-program"),
  refused(44, "ssh <host> systemctl restart <app>", "resolve/value-in-program"),
  refused(44, "juju ssh -m x u/0 -- cat <file>", "resolve/value-in-program"),
  refused(44, "watch ls <file>", "resolve/value-in-program"),
  { row: 44, source: "ssh <host> 'k8s status <host>'", rewritten: "ssh \"${RB_host}\" 'k8s status '\"${RB_host}\"''" },
  { row: 44, source: "kubectl exec p -- cat <file>", rewritten: 'kubectl exec p -- cat "${RB_file}"' },
  { row: 45, source: "openstack x failover \\\n  <lb>", rewritten: 'openstack x failover \\\n  "${RB_lb}"' },
  refused(46, "deploy <DEPLOY ARGS>", unresolved),
  same(47, 'x "a < b > c"'),
  same(47, "x a<b"),
  same(47, "x <app"),
  { row: 48, source: "cmd --limit <nodes>", rewritten: 'cmd --limit "${RB_nodes[@]}"' },
  {
    row: 48,
    source: "A=(x <words...>); for a in <words>; do x; done",
    rewritten: 'A=(x "${RB_words[@]}"); for a in "${RB_words[@]}"; do x; done',
  },
  refused(48, 'cmd "<nodes>"', "resolve/list-inside-word"),
  refused(48, "cmd --limit=<nodes>", "resolve/list-inside-word"),
  refused(48, "A=<nodes>", "resolve/list-inside-word"),
  refused(48, "cat <<EOF\n<nodes>\nEOF", "resolve/list-inside-word"),
  refused(48, "ssh h x <nodes>", "resolve/value-in-program"),
  refused(49, "vault login <key>", "resolve/secret-in-command"),
  refused(49, "KEY=<key> x", "resolve/secret-in-command"),
  refused(49, "cat <<EOF\n<key>\nEOF", "resolve/secret-in-command"),
  refused(49, 'cat <<< "k=<key>"', "resolve/secret-in-command"),
  refused(49, "bash <<< <key>", "resolve/value-in-program"),
  { row: 49, source: "vault login - <<< <key>", rewritten: "vault login - < <(printf '%s\\n' \"${RB_key}\")" },
  { row: 49, source: 'x 4<<< "<key>"', rewritten: "x 4< <(printf '%s\\n' \"${RB_key}\")" },
];

describe.each(rows)("row $row: $source", ({ source, rewritten, findings = [] }) => {
  const resolved = resolveScript(source);

  test("is read as the table says", () => {
    expect(resolved.rewritten).toBe(rewritten);
    expect(resolved.findings).toEqual(findings);
    expect(resolved.uses.some(({ verdict }) => verdict === "error")).toBe(rewritten === null);
  });

  test("says what is wrong, why, and what to write", () => {
    for (const { message, why, fix, span } of resolved.reporter.diagnostics) {
      expect(message).toMatch(/^Unexpected .*, expected .*[^.]$/);
      expect(why).toMatch(/^\S.*[^.]$/);
      expect(fix).toMatch(/^[A-Z][a-z]+ /);
      expect(source.slice(span.start.offset, span.end.offset)).toMatch(/^<.*>$/);
    }
  });
});

test("every row of the table has a test", () => {
  expect([...new Set(rows.map(({ row }) => row))]).toEqual(Array.from({ length: 49 }, (_, index) => index + 1));
});

test("bash accepts every rewritten text", () => {
  for (const { rewritten } of rows) {
    if (rewritten === null || rewritten.includes("<app\n") || rewritten.includes("<other>")) continue;
    const { status, stderr } = spawnSync("bash", ["-n"], { input: `${rewritten}\n`, encoding: "utf8" });
    expect({ rewritten, status, stderr }).toEqual({ rewritten, status: 0, stderr: "" });
  }
});

test("the fix for a jq filter names the argument", () => {
  expect(resolveScript("jq '.x[\"<app>\"]'").reporter.diagnostics[0]!.fix).toBe(
    "Pass it as an argument, `--arg app <app>`, and write `$app` in the filter",
  );
});

test("a near name is suggested", () => {
  expect(resolveScript("juju refresh <ap>").reporter.diagnostics[0]!.fix).toContain("Write `<app>`");
});

describe("in an old document", () => {
  test("an undeclared name in code is asked for as text, with a warning", () => {
    const { rewritten, findings, uses } = resolveScript("juju refresh <application> <more...>", false);
    expect(rewritten).toBe('juju refresh "${RB_application}" "${RB_more[@]}"');
    expect(findings).toEqual([`warning ${unresolved}`, `warning ${unresolved}`]);
    expect(uses.map(({ value }) => value?.type)).toEqual([{ kind: "text" }, { kind: "list", of: { kind: "text" } }]);
  });

  test("where text cannot stand, the block is done by hand", () => {
    const { rewritten, findings } = resolveScript("ssh h restart <application>", false);
    expect(rewritten).toBeNull();
    expect(findings).toEqual([`warning ${unresolved}`]);
  });
});

test("a literal in code is refused: bash would read it as redirections", () => {
  expect(resolveScript("echo <lit>").findings).toEqual(["error resolve/literal-in-code"]);
});

test.each([
  ["x 'a", "resolve/shell-syntax"],
  ["x $(y", "resolve/shell-syntax"],
  ["if x; then y", "resolve/shell-syntax"],
  ["x a \\ \n  b", "resolve/broken-continuation"],
  ["x a \\  \n  b", "resolve/broken-continuation"],
])("%j is no shell text", (source, code) => {
  expect(resolveScript(source)).toMatchObject({ rewritten: null, findings: [`error ${code}`] });
});

test.each(["x a\\ b", "x 'a \\ '\ny", "x a \\\n  b"])("%j is", (source) => {
  expect(resolveScript(source)).toMatchObject({ rewritten: source, findings: [] });
});
