/** What a block does to the world: proven read-only, known to change something, or honestly undetermined. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { judgeEffect } from "../../compiler/3-resolve/effects/index.ts";
import { buildText } from "../helpers/project.ts";
import { shellBlock } from "../helpers/shell-block.ts";

const siteCommands = { "bash scripts/cloud-assert.sh": "read-only", "bash scripts/cloud-assert.sh --capture": "mutating", "bash scripts/cloud-assert.sh --capture --dry-run": "read-only" } as const;
const effectOf = (script: string): string => judgeEffect(shellBlock(script), siteCommands).effect;

const readOnly = [
  "", "# only a comment", "x=1", "x=$(juju status)", "echo a; printf '%s' b; date -u +%F; true", "cd /tmp && pwd", "set -e", "juju status -m openstack --format=json | jq -r .x",
  "juju --debug status", "juju -m x show-unit a/0", "juju config keystone", "juju config keystone debug", "juju config <app>", "juju help upgrade-model", "juju refresh --help", "juju version",
  "juju upgrade-controller --dry-run", "juju switch", "openstack token issue", "openstack server list --all-projects -c Name -f value </dev/null", "openstack --os-cloud x network agent list",
  "openstack volume backup list", "openstack loadbalancer show a", "git -C ~/x status", "git branch", "git branch --list x", "git log -1", "git config --get user.name", "git remote -v",
  "curl -s http://x", "curl -sSfo /dev/null -w '%{http_code}' http://x", "curl -X GET http://x", "curl --get -d q=1 http://x", "curl -I https://x", "kubectl get pods -A", "kubectl -n x logs -f p",
  "kubectl apply -f x --dry-run=client", "kubectl auth can-i get pods", "k8s status", "k8s kubectl get nodes", "maas admin subnet read 1", "vault status -format=json", "vault operator init -status",
  "grep -c x f", "sed -n '/a/p' f", "sed 's/^/ERROR: /'", "sed -e 's/we/ew/g' f", "awk '{print $1}' f", "awk '$2 > 5 || $3' f", "sort -u f | uniq -c | head -1", "diff <(sort a) <(sort b) | grep -E '^[<>]'",
  "find . -name '*.md'", "find . -exec grep x {} +", "tar tzf x", "tar -tf x", "ls >/dev/null 2>&1", "ls 2>/dev/stderr >&2", "exec 3<&-", "cat <<< x", "cat < f", "echo x | tee", "echo x | tee /dev/null",
  "systemctl is-active x", "journalctl -u x -n 5", "apt list --installed", "apt-get -s upgrade", "dpkg -l", "snap refresh --list", "docker ps", "docker compose logs", "ip -br a", "ip route get 1.1.1.1", "ss -tlnp", "nc -z h 22",
  "sudo systemctl status x", "sudo -u root env A=b timeout 5 juju status", "xargs -n1 grep x", "nohup juju status", "watch -n 5 juju status", "bash -c 'juju status; ls'", "ssh h 'systemctl status x'",
  "ssh -i k u@h sudo systemctl status x", "juju ssh -m x u/0 -- sudo ls /etc", "kubectl exec -it p -c c -- cat /etc/hosts", "docker exec c ls", "bash -s <<'E'\nls\nE", "ssh h bash <<'E'\nls\nE", "command -v jq", "type jq", "sudo -l",
  "f() { ls; }; f", "if juju status | grep -q x; then echo y; fi", "while ! juju status; do sleep 5; done", "for a in 1 2; do juju show-unit \"u/$a\"; done", "[[ -f x ]] && [ -n \"$y\" ]", "((x++))", "foo --help", "foo --version",
  "bash scripts/cloud-assert.sh", "bash scripts/cloud-assert.sh --verbose", "sudo bash scripts/cloud-assert.sh", "bash scripts/cloud-assert.sh --capture --dry-run", "bash -n x.sh", "/usr/bin/jq .x f", "ceph -s", "ceph osd tree", "ovs-vsctl show",
];

const mutating = [
  "juju refresh keystone", "juju upgrade-controller --agent-version 3.6.25", "juju config keystone debug=true", "juju config keystone --reset debug", "juju create-backup -m a --filename f", "juju switch x", "juju export-bundle --filename f",
  "openstack server delete x", "openstack server image create x", "openstack loadbalancer failover x", "git pull", "git branch x", "git tag -a x", "git config user.name x", "git stash", "curl -XPOST http://x", "curl --data a http://x", "curl -o f http://x",
  "curl -sO http://x", "curl -X GET -T f http://x", "wget http://x", "kubectl apply -f x", "kubectl -n x delete pod p", "kubectl rollout restart d/x", "kubectl apply -f x --dry-run=none", "maas admin machine deploy x", "vault operator unseal", "vault kv put a b=c",
  "sed -i s/a/b/ f", "sed -Ei.bak s/a/b/ f", "sed -n --in-place p f", "sort -o f f", "find . -delete", "find . -exec rm {} \\;", "tar xzf x", "echo a > f", "echo a >> f", "echo a &> f", "echo a >| f", "> f", "{ ls; } > f", "while :; do ls; done 2> f",
  "echo a >& f", "exec 3<>f", "ls > \"$f\"", "ls | tee f", "ls | tee -a f", "x=$(rm f)", "diff <(rm a) b", "ls `rm a`", "echo \"$(rm a)\"", "systemctl restart x", "apt install x", "snap refresh x", "docker run x", "docker run x --help", "ip link set x up",
  "sudo rm x", "xargs rm", "timeout 5 rm x", "bash -c 'ls; rm x'", "ssh h 'ls; sudo rm x'", "ssh h sudo rm x", "juju ssh u/0 -- sudo rm x", "kubectl exec p -- rm x", "watch rm x", "bash <<'E'\nrm x\nE", "ssh h <<'E'\nrm x\nE", "env A=b rm x", "nice -n 5 rm x", "command rm x",
  "f() { rm x; }; f", "if ls; then rm x; fi", "ls && rm x", "ls | while read -r a; do rm \"$a\"; done", "bash scripts/cloud-assert.sh --capture", "foo; rm x", "mktemp", "date -s x", "ceph osd set noout", "/bin/rm x", "eval 'rm x'", "time rm x", "! rm x", "(rm x)", "case a in a) rm x;; esac",
];

const undetermined = [
  "foo", "./jq x", "bin/rm x", "$CMD x", "\"${A[@]}\"", "juju frobnicate", "juju <verb>", "juju \"$x\" y", "juju config a \"$kv\"", "openstack frobnicate", "openstack $x list", "git frobnicate", "kubectl frobnicate", "source x", ". x", "bash x.sh", "bash scripts/other.sh", "bash -s < f", "curl http://x | bash",
  "ssh h", "ssh h \"ls $x\"", "bash -c \"$x\"", "eval \"$x\"", "curl $OPTS http://x", "sed -f f", "sed \"s/a/$x/\" f", "sed 's/a/b/w f'", "sed '1e ls'", "awk '{print > \"f\"}'", "awk '{system(\"ls\")}'", "awk '{print | \"sh\"}'", "python3 x.py", "mysql -e 'select 1'", "nc h 22", "exec 3<>/dev/tcp/h/22",
  "sudo -i", "sudo $x", "trap 'rm x' EXIT", "bash <<E\nls $x\nE", "ls 'a", "xargs \"$x\"", "curl -K f", "vault frobnicate", "rbd", "ls; foo",
];

describe("read-only", () => {
  test.each(readOnly)("%j", (script) => expect(effectOf(script)).toBe("read-only"));
});
describe("mutating", () => {
  test.each(mutating)("%j", (script) => expect(effectOf(script)).toBe("mutating"));
});
describe("undetermined", () => {
  test.each(undetermined)("%j", (script) => expect(effectOf(script)).toBe("undetermined"));
});

test("every command and every redirection gives its reason, in the order of the text", () => {
  const script = "sudo juju refresh <app> 2>/dev/null | tee log; frob > out";
  expect(judgeEffect(shellBlock(script), {}).reasons.map(({ effect, command, because, start, end }) => [effect, command, because, script.slice(start, end)])).toEqual([
    ["mutating", "juju refresh", "the catalogue lists `juju refresh` as mutating", "juju refresh <app> 2>/dev/null"],
    ["mutating", "tee", "the operand `log` makes it mutating", "tee log"],
    ["undetermined", "frob", "`frob` is not in the catalogue; `commands` of `rungate.yaml` can say what it does", "frob > out"],
    ["mutating", "> out", "it writes the file `out`", "> out"],
  ]);
});

test("the update procedure: every command of its source is in the catalogue", () => {
  const text = readFileSync(join(import.meta.dirname, "../../runbooks/ops-update-procedure.md"), "utf8");
  const { runbook } = buildText(text);
  const blocks = runbook.sections.flatMap(({ children }) => children).flatMap((child) => ("block" in child && child.block !== null ? [child.block] : []));
  expect(blocks.length).toBeGreaterThan(10);
  const unknown = blocks.flatMap((block) => judgeEffect(block, {}).reasons).filter(({ effect, command }) => effect === "undetermined" && !command.startsWith("bash ") && command !== "source");
  expect(unknown).toEqual([]);
});
