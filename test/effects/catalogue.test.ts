/** The catalogue, client by client: what each line does, as its manual says. */
import { describe, expect, test } from "vitest";
import type { Effect } from "../../compiler/ast/analysis.ts";
import type { Verb } from "../../compiler/3-resolve/effects/client.ts";
import { judgeEffect } from "../../compiler/3-resolve/effects/index.ts";
import { catalogue } from "../../compiler/3-resolve/effects/catalogue/index.ts";
import { shellBlock } from "../helpers/shell-block.ts";

const readOnly = `
mysql -e 'select 1'
mysql -u root -psecret -e "SHOW STATUS LIKE 'wsrep%'; SELECT count(*) FROM nova.instances WHERE deleted = 0"
mysql -e 'SHOW SLAVE STATUS\\G'
psql -At -c "SELECT pg_is_in_recovery()"
psql -c '\\l'
psql -l
psql -c "select 'drop table x; -- '"
sqlite3 f.db 'select 1'
mysqldump --all-databases
pg_dump x
redis-cli INFO
etcdctl --endpoints https://a endpoint health
aws ec2 describe-instances --region eu-west-1
aws --profile p s3 ls s3://b
aws ec2 terminate-instances --instance-ids i-1 --dry-run
gcloud compute instances list --project p
gcloud config get-value project
az vm show -g rg -n vm
ip addr show
ip -br link
ip route show table all
ovs-vsctl list-br
ovn-nbctl --db tcp:1.2.3.4:6641 lsp-list sw0
ovs-ofctl dump-flows br-int
ovn-appctl -t ovnnb_db cluster/status OVN_Northbound
virsh domstats vm
lxc config show c1
jq -r .a f
yq .a f.yaml
terraform plan
terraform state list
terraform plan -var a=b
ansible all -m ping
ansible-playbook site.yml --list-hosts
ansible-playbook site.yml --syntax-check
kubectl apply -f x --dry-run=server
kubectl diff -f x
oc get pods
oc whoami
oc exec p -- ls
helm template x
podman ps -a
snap changes
dnf check-update
yum history list
apt-get install -s x
rsync -n a b
rbd --pool p ls
rados -p x ls
radosgw-admin user list
ceph osd pool ls detail
bao status
vault kv get secret/a
pass show a
git push --dry-run
git clean -n
git apply --check p
python3 -m json.tool
lvs
zpool status
ethtool eth0
nmcli con show
nft list ruleset
iptables-save
ipmitool -H h -U u -P p power status
argocd app list
argocd app sync x --dry-run
linkerd install
kops update cluster x
go version
npm ls
gh pr list
sshpass -p x ssh h ls
journalctl -f -u x
nsenter -t 1 -n ip addr
`;

const mutating = `
mysql -e 'drop table x'
mysql -e 'SELECT 1; UPDATE a SET b=1'
psql -c "/* c */ delete from x"
psql -o f -c 'select 1'
pg_dump -f x y
dropdb x
redis-cli -h h FLUSHALL
etcdctl member remove abc
aws s3 rm s3://b/k
aws ec2 terminate-instances --instance-ids i-1
gcloud compute instances delete x
gcloud container clusters get-credentials c
az vm delete -g rg -n vm
ip addr add 1.2.3.4/24 dev eth0
ip route del default
ovs-vsctl add-port br0 p
ovn-nbctl lsp-set-addresses p unknown
virsh undefine vm
lxc delete c1
yq -i .a=1 f.yaml
terraform apply
terraform plan -out=p
ansible all -m service -a 'name=x state=restarted'
ansible-playbook site.yml
oc adm drain n
oc exec p -- rm x
helm upgrade x y
podman rm x
dnf install x
yum -y update
rbd snap rm a@b
rados -p x rm o
radosgw-admin user rm --uid x
ceph osd pool delete a a --yes-i-really-really-mean-it
bao kv put a b=c
rm x
vim x
mkfs.ext4 /dev/sdb
lvremove vg/lv
zpool destroy x
ethtool -s eth0 speed 100
nmcli con up x
nft -f f
ipmitool power cycle
argocd app sync x
kops update cluster x --yes
kops delete cluster x --yes
npm install
gh pr merge 1
sshpass -p x ssh h rm y
zsh -c 'rm x'
`;

const undetermined = `
kubectl port-forward svc/x 80:80
kubectl proxy
mysql db
psql -f x.sql
psql -c "SELECT pg_terminate_backend(1)"
psql -c "$SQL"
psql -c "select frobnicate(1)"
psql -c '\\! rm x'
psql -c "SELECT * INTO t FROM x"
psql -c "WITH d AS (DELETE FROM x RETURNING *) SELECT * FROM d"
mysql -e "/*! drop table x */"
mysql -e 'CALL x()'
psql -c "select 'a"
aws frobnicate x
gcloud compute ssh h
ansible all -m shell -a 'rm x'
ansible-playbook site.yml --check
make all
terraform console
`;

const lines = (text: string): string[] => text.trim().split("\n");
const effectOf = (script: string): string => judgeEffect(shellBlock(script), {}).effect;

describe("read-only", () => test.each(lines(readOnly))("%s", (script) => expect(effectOf(script)).toBe("read-only")));
describe("mutating", () => test.each(lines(mutating))("%s", (script) => expect(effectOf(script)).toBe("mutating")));
describe("undetermined", () => test.each(lines(undetermined))("%s", (script) => expect(effectOf(script)).toBe("undetermined")));

test("a verb that destroys is known to change something", () => {
  const unknown = [...catalogue].flatMap(([name, { verbs = {}, verbPrefixes, facts }]) =>
    (facts?.destructive?.verbs ?? [])
      .filter(
        (verb) => verbPrefixes === undefined && !Object.entries(verbs).some(([known, entry]) => changes(entry) && isPartOf(known, verb)),
      )
      .map((verb) => `${name} ${verb}`),
  );
  expect(unknown).toEqual([]);
});

const changes = (entry: Effect | Verb): boolean =>
  (typeof entry === "string" ? entry : entry.effect) === "mutating" || typeof entry !== "string";

/** `osd crush rm` is one of `osd crush`; `delete` of `app delete`. */
function isPartOf(known: string, verb: string): boolean {
  return (
    `${verb} `.startsWith(`${known} `) || known.endsWith(` ${verb}`) || `${known} `.startsWith(`${verb} `) || verb.endsWith(` ${known}`)
  );
}
