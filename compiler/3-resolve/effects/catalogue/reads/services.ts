/** Readings of clouds, containers, machines, storage, queues and databases. */
import type { Readings } from "../../reading-form.ts";

const docker = "docker,podman,nerdctl";
const filtered = "-f,--filter= --format= --no-trunc? -q,--quiet?";
const compose = `${docker} compose`;
const composeGlobal =
  "-f,--file= -p,--project-name= --profile= --env-file= --project-directory= --ansi= --compatibility --progress= --all-resources --dry-run";
const mysql =
  "-h,--host= -P,--port= -u,--user= -p? --password? -D,--database= -S,--socket= --ssl-mode= --ssl-ca= --ssl-cert= --ssl-key= --ssl --skip-ssl --protocol= --defaults-file= --defaults-extra-file= --defaults-group-suffix= --login-path= --connect-timeout= -C,--compress";
const openstackPrinted =
  "-f,--format= -c,--column= --quote= --noindent --max-width= --fit-width --print-empty --prefix= --variable= --sort-column= --sort-ascending --sort-descending";
const virshReads =
  "list, dominfo, domstate, dumpxml, domblklist, domiflist, domifaddr, net-list, net-info, net-dumpxml, pool-list, pool-info, pool-dumpxml, vol-list, vol-info, vol-path, vol-dumpxml, nodedev-list, nodedev-dumpxml, domcapabilities, snapshot-list, snapshot-info, snapshot-dumpxml, vcpuinfo, vcpucount, domid, domname, domuuid, domblkinfo, domblkstat, domifstat, domif-getlink, domstats, domhostname, domjobinfo, domdisplay, vncdisplay, cpu-stats, freecell, nodememstats, net-dhcp-leases, net-uuid, iface-list, secret-list, domcontrol, guestinfo, nwfilter-list, nwfilter-dumpxml";

export const serviceReadings: Readings = {
  [docker]:
    "--config= -c,--context= -D,--debug -H,--host= -l,--log-level= --tls --tlscacert= --tlscert= --tlskey= --tlsverify --log-level= -n,--namespace=",
  [`${docker} ps, container ls`]: `-a,--all? ${filtered} -n,--last= -l,--latest? -s,--size?`,
  [`${docker} images, image ls`]: `-a,--all? --digests? --tree ${filtered} NAME`,
  [`${docker} inspect, container inspect, image inspect, volume inspect, network inspect`]:
    "-f,--format= -s,--size? --type= --platform= -v,--verbose NAME...",
  [`${docker} logs, container logs, service logs`]:
    "--details? -f,--follow? --since= --until= -n,--tail= -t,--timestamps? --no-resolve? --no-task-ids? --no-trunc? --raw? NAME...",
  [`${docker} version, info, system info`]: "-f,--format=",
  [`${docker} stats`]: "-a,--all? --format= --no-stream? --no-trunc? NAME...",
  [`${docker} top, container top`]: "* ",
  [`${docker} diff, port`]: "NAME...",
  [`${docker} events`]: "-f,--filter= --format= --since= --until=",
  [`${docker} history, image history`]: "--format= -H,--human? --no-trunc? --platform= -q,--quiet? NAME",
  [`${docker} search`]: "-f,--filter= --format= --limit= --no-trunc? TERM",
  [`${docker} network ls, volume ls, node ls, service ls, stack ls, context ls, plugin ls, buildx ls`]: `--cluster ${filtered}`,
  [`${docker} service ps, stack ps`]: `--no-resolve? ${filtered} NAME...`,
  [`${docker} system df`]: "--format= -v,--verbose",
  [`${docker} manifest inspect`]: "--insecure -v,--verbose NAME NAME",
  "docker-compose": composeGlobal,
  [`${compose} ps, compose images, compose top, compose ls, compose port, compose version, compose logs, compose events, compose config`]: `${composeGlobal} -a,--all -q,--quiet --format= --filter= --services --status= --volumes --hash= --images --profiles --resolve-image-digests --no-interpolate --no-normalize --no-trunc --index= --protocol= -f,--follow --no-color --no-log-prefix --since= --until= -n,--tail= -t,--timestamps --json -s NAME...`,
  "docker-compose ps, images, top, ls, port, version, logs, events, config": `${composeGlobal} -a,--all -q,--quiet --format= --filter= --services --status= --volumes --hash= --images --profiles --no-interpolate --index= --protocol= --follow --no-color --since= --until= --tail= -t,--timestamps --json NAME...`,

  "lxc,incus": "--project= --format= -f= -q,--quiet -v,--verbose --debug --force-local --target=",
  "lxc,incus list, info, config show, config get, config device show, image list, image info, network list, network show, network info, network get, profile list, profile show, storage list, storage show, storage info, storage volume list, remote list, cluster list, cluster show, operation list, project list":
    "-c,--columns= --fast --all-projects -e,--expanded --show-log --resources --bytes NAME...",
  "multipass list, info, version, find, networks, get": "--format= --all --snapshots --show-unsupported --only-images --raw --keys NAME...",
  virsh: "-c,--connect= -q,--quiet -r,--readonly -t,--timing -k= -K=",
  [`virsh ${virshReads}`]:
    "--all --inactive --state-running --state-shutoff --name --uuid --title --table --id --domain= --pool= --network= --details --bytes --security-info --migratable --xml --full --source= --interface= --type= --tree --cap= --live --config --current --maximum --active --reason --pretty --capacity --allocation --physical --human --state --cpu-total --balloon --vcpu --block --perf --iothread --raw --persistent --autostart --hostname --os --parent NAME...",

  "virsh snapshot-current": "--name --security-info DOMAIN",

  aws: "--debug --endpoint-url= --no-verify-ssl --no-paginate --output= --query= --profile= --region= --color= --no-sign-request --ca-bundle= --cli-read-timeout= --cli-connect-timeout= --cli-binary-format= --no-cli-pager --no-cli-auto-prompt",
  // Whatever a reading call is asked for, it answers on stdout; those that write a file are mutating in `clouds.ts`.
  "aws *": "*",
  "gcloud,gsutil":
    "--project= --format= --account= --configuration= --billing-project= --verbosity= --impersonate-service-account= -q,--quiet --quiet --no-user-output-enabled --access-token-file= -m -D",
  "gcloud,gsutil list, describe, ls, cat, stat, du, read, search, get-iam-policy, get-value, version, info":
    "--filter= --limit= --page-size= --sort-by= --uri --flatten= --zone= --zones= --region= --regions= --location= --global --cluster= --instance= --instances= --service= --platform= --topic= --database= --network= --organization= --folder= --show-deleted --no-standard-images --show-deprecated --preview-images --image-family= --type= --freshness= --order= --resource-names= --keyring= --key= --secret= --bucket= --recursive -r -l -h -a -b -s -L --all-versions --long --include-children --available --unmanaged --managed NAME...",
  "gcloud,gsutil print-access-token, print-identity-token": "--audiences= --token-format= ACCOUNT",
  "gcloud,gsutil access, tail": "--secret= --log-filter= VERSION...",
  az: "-o,--output= --query= --subscription= --only-show-errors --verbose --debug -g,--resource-group= -n,--name= -l,--location= --ids=",
  "az list, show, exists, version, find, wait, what-if, validate, list-ip-addresses, get-instance-view":
    "--all -d,--show-details -p,--publisher= -f,--offer= --offer= -s,--sku= --sku= --vm-name= --vmss-name= --vnet-name= --nsg-name= --vault-name= --account-name= --cluster-name= --server= --server-name= --resource-type= --resource= --tag= --namespace= --assignee= --scope= --role= --include-inherited --container-name= --auth-mode= --version= --refresh --num-results= --architecture= --edge-zone= --created --deleted --updated --exists --custom= --interval= --timeout= --template-file= --parameters= --template-uri= NAME...",
  gh: "-R,--repo=",
  "gh list, view, status, diff, checks, search, watch, verify":
    "--json= -q,--jq= -t,--template= -L,--limit= -s,--state= -S,--search= -l,--label= -a,--assignee= -A,--author= --app= -B,--base= -H,--head= -d,--draft -c,--comments -b,--branch= -e,--event= -u,--user= -w= --workflow= --status= -j,--job= --log --log-failed -v,--verbose --exit-status -i,--interval= --required --patch --name-only --color= -o,--org= --owner= --topic= --visibility= --language= --source --fork --archived --no-archived --active --yaml -r,--ref= NAME...",
  "s3cmd,rclone,mc":
    "-c,--config= -v,--verbose -q,--quiet --debug -n,--dry-run --json --no-check-certificate --insecure --profile= --host= --host-bucket= --region=",
  "s3cmd,rclone,mc ls, la, lsd, lsf, lsl, lsjson, info, du, size, check, cat, stat, tree, diff, about, find":
    "-r,--recursive -R -H,--human-readable-sizes -l,--long-listing --max-depth= --include= --exclude= --min-age= --max-age= --fast-list --one-way --size-only --format= --versions --summarize --name= --files-only --dirs-only PATH...",
  "s3cmd,rclone,mc sync, copy, move, delete, put, get, del, mirror, cp, mv, rm":
    "-r,--recursive --delete-removed --include= --exclude= -P,--progress --force PATH...",

  openstack:
    "-v,--verbose -q,--quiet --debug --os-cloud= --os-region-name= --os-cacert= --os-cert= --os-key= --verify --insecure --os-default-domain= --os-interface= --timing --os-beta-command --os-compute-api-version= --os-identity-api-version= --os-image-api-version= --os-network-api-version= --os-object-api-version= --os-volume-api-version= --os-container-infra-api-version= --os-loadbalancer-api-version= --os-auth-type= --os-auth-url= --os-system-scope= --os-domain-id= --os-domain-name= --os-project-id= --os-project-name= --os-project-domain-id= --os-project-domain-name= --os-trust-id= --os-user-id= --os-username= --os-user-domain-id= --os-user-domain-name= --os-passcode= --os-token= --os-default-domain-id= --os-default-domain-name= --os-password= --os-endpoint= --os-application-credential-secret= --os-application-credential-id= --os-application-credential-name=",
  // Every option of a `list`, `show` or `stats` of the client.
  "openstack list, stats": `${openstackPrinted} -1 -n --agent-type= --all --all-projects --any-tags= --availability-zone= --availabilityzoneprofile= --changes-before= --changes-since= --community --compute-id= --config-drive --deleted --disable --enable --fields= --flavor= --flavorprofile= --hidden --host= --image= --instance-name= --ip= --ip6= --key-name= --limit= --listener= --loadbalancer= --locked --long --marker= --matching= --member-status= --name= --name-lookup-one-by-one --network= --no-config-drive --no-name-lookup --not-any-tags= --not-tags= --offset= --operating-status= --os-compute-api --os-compute-api-version= --power-state= --private --progress= --project= --project-domain= --property= --provider= --provisioning-status= --public --reservation-id= --role= --router= --server= --service= --shared --sort= --sort-dir= --sort-key= --status= --tag= --tags= --task-state= --type= --unlocked --user= --user-domain= --vip-network-id= --vip-port-id= --vip-qos-policy-id= --vip-subnet-id= --vm-state= --names --domain= --group= --effective --inherited --external --internal --device-owner= --fixed-ip= --mac-address= --port= --floating-ip-address= --protocol= --ingress --egress --volume= --snapshot= --parent= --my-projects --enabled --disabled --agent= --uuid --all-tenants NAME...`,
  "openstack show, versions": `${openstackPrinted} --diagnostics --human-readable --listener= --os-compute-api-version --topology --domain= --project= --project-domain= --user-domain= --all-projects --encryption-type --children --parents --wide --user= NAME...`,
  "openstack issue": openstackPrinted,
  "openstack help, complete": "WORD...",
  maas: "-d,--debug -k,--insecure",
  "maas read, list, help, status, statistics, ip-addresses, reserved-ip-ranges, unreserved-ip-ranges, get-config, get-curtin-config, query-power-state, power-parameters, details, whoami, is-registered, list-allocated":
    "WORD...",
  juju: "--debug --quiet --verbose -q -v --show-log --logging-config= -m,--model= -c,--controller= -B,--no-browser-login",
  "juju *":
    "--format= --color --no-color --utc --relations --storage --integrations --retry-count= --retry-delay= --watch= --timezone= --all --local --client --show-secrets? --show-password --revision= --channel= --base= --arch= --endpoint= --app= --url= --interface= --offers --config --resources --history --type= -n= --days= --from-date= --exclude-status-updates --limit= --lines= -l,--level= -i,--include= -x,--exclude= --include-module= --exclude-module= --include-label= --exclude-label= --replay --no-tail --tail --ms --date --location -T --name= --status= --actions= --applications= --apps= --machines= --units= --operations= --offset= --reveal --owner= --schema --full --refresh --active --exact-time --query= --timeout= --summary --volume --filesystem --zone= --space= --subnets --include-charm-defaults --dry-run --agent-version= --agent-stream= --build-agent --reset-previous-upgrade --category= --columns= --publisher= --limit= -s --no-include-model-defaults NAME...",
  "vault,bao":
    "-address= -agent-address= -ca-cert= -ca-path= -client-cert= -client-key= -header= -mfa= -namespace= -ns= -non-interactive -policy-override -tls-server-name= -tls-skip-verify -unlock-key= -format= -field= -detailed",
  "vault,bao read, list, kv get, kv list, kv metadata get, print, path-help, token lookup, token capabilities, secrets list, auth list, auth help, policy list, policy read, audit list, lease lookup, plugin list, plugin info, namespace list, namespace lookup":
    "-mount= -version= -accessor -self -sys-view= -snapshot-id= WORD...",
  "vault,bao operator init, operator members, operator key-status, operator usage, operator diagnose, operator raft list-peers, operator raft autopilot state":
    "-status -config= -start-time= -end-time= -dr-token= -debug -skip= -verbose",
  "vault,bao operator raft snapshot inspect": "-details -depth= -filter= FILE",

  ceph: "-s,--status -w,--watch --watch-debug --watch-info --watch-warn --watch-error --watch-channel= -f,--format= -c,--conf= --cluster= -n,--name= --id= --user= --connect-timeout= -k,--keyring= -m= --verbose --concise",
  // Some have a verb of their own behind them that changes something: `osd perf query add`.
  "ceph *": "--detail",
  "ceph osd pool get, osd find, osd metadata, osd ok-to-stop, osd safe-to-destroy, osd erasure-code-profile get, osd tree, osd df, osd dump, osd ls, osd status, osd pool stats, auth get, auth get-key, auth print-key, auth export, config get, config show, config log, config-key get, crash info, device get-health-metrics, pg map, pg ls-by-osd, pg ls-by-pool, pg dump_stuck, pg dump, pg ls, mon metadata, mgr metadata, mon dump, mgr dump, fs dump, fs status, balancer eval, orch ls, orch ps, orch host ls, orch device ls, telemetry show":
    "--detail WORD...",
  rbd: "-p,--pool= --id= -n,--name= -c,--conf= --cluster= -m= -k,--keyring= --namespace= --keyfile=",
  "rbd *":
    "-l,--long -a,--all --format= --pretty-format --image= --snap= --merge-snapshots --from-snap= --whole-object --exact --verbose NAME...",
  rados: "-p,--pool= -n,--name= --id= -N,--namespace= -c,--conf= --cluster= -f,--format= --pretty-format --all",
  "rados *": "NAME...",
  "radosgw-admin *":
    "--uid= --bucket= --tenant= --rgw-realm= --rgw-zone= --rgw-zonegroup= --realm= --format= --show-log-entries? --show-log-sum? --start-date= --end-date= --max-entries= --marker= --metadata-key= --stats --categories= --include-all NAME...",
  "cephadm ls, inspect-image, check-host, list-networks, logs, gather-facts, version":
    "--name= --fsid= --no-detail --expect-hostname= NAME...",
  "ceph-volume lvm list, inventory, simple scan": "--format= --filter-for-batch DEVICE...",
  "ovs-vsctl,ovn-nbctl,ovn-sbctl,ovs-ofctl,ovs-appctl,ovn-appctl,ovs-dpctl":
    "--db= -t,--timeout=,--target= -T= -O,--protocols= --columns= -f,--format= -d,--data= --no-headings --oneline --if-exists --bare --pretty --no-leader-only --leader-only --no-wait -p,--private-key= -c,--certificate= -C,--ca-cert= --no-shuffle-remotes --rsort --sort --names --no-names --no-stats --stats --color? --may-exist -m --more --flow-format= --strict",
  "ovs-vsctl,ovn-nbctl,ovn-sbctl,ovs-ofctl,ovs-appctl,ovn-appctl,ovs-dpctl *": "WORD...",
  "rabbitmqctl,rabbitmq-diagnostics":
    "-n,--node= -p,--vhost= -q,--quiet -s,--silent -t,--timeout= -l,--longnames --formatter= --no-table-headers --online --offline --local",
  "rabbitmqctl,rabbitmq-diagnostics list_queues, list_users, list_vhosts, list_connections, list_channels, list_exchanges, list_bindings, list_policies, list_permissions, list_consumers":
    "WORD...",
  "crm,pcs config": "--full",
  "crm,pcs status, resource show, resource status, resource list, node show, configure show, cluster status, quorum status":
    "--full --hide-inactive --all --name= NAME...",
  haproxy: "-c -v -vv -f= -C= -q",
  "consul,nomad":
    "-http-addr= -address= -token= -token-file= -datacenter= -dc= -ca-file= -ca-path= -client-cert= -client-key= -namespace= -region= -tls-server-name= -tls-skip-verify -no-color",
  "consul,nomad members, info, status, kv get, operator raft list-peers, node status, job status, alloc status, alloc logs, server members, intention list, acl token list, plan, job plan, validate, catalog":
    "-detailed -wan -status= -filter= -json -t= -verbose -self -allocs -stats -keys -recurse -separator= -base64 -stale -short -f -n= -tail -stderr -job -var= -var-file= -diff? -format= NAME...",
  "redis-cli,valkey-cli":
    "-h= -p= -s= -a= -n= -u= --user= --pass= --no-auth-warning --raw --no-raw --csv --json --tls --cacert= --cert= --key= --insecure -3 -c -e",
  "redis-cli,valkey-cli *": "WORD...",
  etcdctl:
    "--endpoints= --cacert= --cert= --key= --user= --password= -w,--write-out= --command-timeout= --dial-timeout= --insecure-skip-tls-verify --insecure-transport --debug --discovery-srv= --hex --keepalive-time= --keepalive-timeout=",
  "etcdctl get, endpoint health, endpoint status, endpoint hashkv, snapshot status, user get, role get, member list, alarm list, lease list":
    "--prefix? --keys-only? --count-only? --print-value-only? --limit= --order= --sort-by= --from-key? --rev= --consistency= --cluster? --hex? NAME...",

  // What stands behind `watch KEY --` is run.
  "etcdctl watch": "--prefix? --rev= --prev-kv? --progress-notify? KEY",

  "mysql,mariadb,mysqlsh": `${mysql} -e,--execute= -N,--skip-column-names -B,--batch -s,--silent -t,--table -E,--vertical -r,--raw -v,--verbose -A,--no-auto-rehash -f,--force --default-character-set= -n,--unbuffered -q,--quick -H,--html -X,--xml DATABASE`,
  psql: "-c,--command= -d,--dbname= -l,--list -X,--no-psqlrc -a,--echo-all -b,--echo-errors -e,--echo-queries -E,--echo-hidden -q,--quiet -A,--no-align --csv -F,--field-separator= -H,--html -P,--pset= -R,--record-separator= -t,--tuples-only -T,--table-attr= -x,--expanded -z,--field-separator-zero -0,--record-separator-zero -1,--single-transaction -h,--host= -p,--port= -U,--username= -w,--no-password -W,--password -v,--set=,--variable= -n,--no-readline DATABASE USER",
  sqlite3:
    "-readonly -json -csv -line -list -column -table -box -markdown -html -header -noheader -separator= -nullvalue= -newline= -quote -tabs -ascii -batch -bail -safe FILE SQL",
  "mysqldump,mariadb-dump": `${mysql} -A,--all-databases -B,--databases --single-transaction --quick -q --skip-lock-tables --no-tablespaces --routines -R --triggers --events -E -d,--no-data -t,--no-create-info --hex-blob --set-gtid-purged= --ignore-table= -w,--where= --default-character-set= --column-statistics= --skip-comments --skip-add-drop-table --skip-dump-date --source-data? --master-data? --dump-replica? NAME...`,
  "pg_dump,pg_dumpall":
    "-h,--host= -p,--port= -U,--username= -d,--dbname= -w,--no-password -W,--password -F,--format= -v,--verbose -Z,--compress= -a,--data-only -s,--schema-only -b,--blobs -B,--no-blobs -c,--clean -C,--create -E,--encoding= -n,--schema= -N,--exclude-schema= -t,--table= -T,--exclude-table= -O,--no-owner -x,--no-privileges,--no-acl -g,--globals-only -r,--roles-only --if-exists --inserts --column-inserts --no-comments --no-tablespaces --quote-all-identifiers --role= --section= --lock-wait-timeout= --exclude-table-data= DATABASE",
  pg_isready: "-d,--dbname= -q,--quiet -h,--host= -p,--port= -t,--timeout= -U,--username=",
  pg_config: "--bindir --includedir --libdir --sharedir --sysconfdir --configure --pkglibdir",
  pg_controldata: "-D,--pgdata= DIRECTORY",
  pg_lsclusters: "-h,--no-header -j,--json",
  pg_restore: "-l,--list FILE",
  "pg_ctl status": "-D,--pgdata=",
  "pg_ctlcluster status": "WORD...",
  "mysqladmin,mariadb-admin": `${mysql} -s,--silent -v,--verbose -i,--sleep= -c,--count= -r,--relative -E,--vertical -w,--wait?`,
};
